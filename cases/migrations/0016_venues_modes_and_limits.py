"""Places and modes of use of a type of case, the most that is heard in a claim; the prefix of references is a court's."""

import django.db.models.deletion
from django.db import migrations, models

# As the law was when this was written (Cap. 338); a frozen copy.
CLAIM_CENTS_MAX = {"sctc": 7_500_000}


def move_prefixes(apps, schema_editor):
    using = schema_editor.connection.alias
    case_types = apps.get_model("cases", "CaseType")._base_manager.using(using)
    for court in apps.get_model("cases", "Court")._base_manager.using(using):
        first = case_types.filter(court=court).order_by("pk").first()
        # A court without a type has given no reference yet.
        court.reference_prefix = first.reference_prefix if first else court.code[:2].upper()
        court.save(update_fields=["reference_prefix"])
    for code, cents in CLAIM_CENTS_MAX.items():
        case_types.filter(code=code).update(claim_cents_max=cents)


def return_prefixes(apps, schema_editor):
    using = schema_editor.connection.alias
    for court in apps.get_model("cases", "Court")._base_manager.using(using):
        court.case_types.update(reference_prefix=court.reference_prefix)


def dated():
    return [
        ("valid_from", models.DateField(verbose_name="valid from")),
        ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
    ]


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_court_codes")]

    operations = [
        migrations.AddField(
            model_name="court",
            name="reference_prefix",
            field=models.CharField(default="", max_length=2, verbose_name="document reference prefix"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="casetype",
            name="claim_cents_max",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="claims up to (cents)"),
        ),
        # With a default, so that the way back finds a column that it can fill.
        migrations.AlterField(
            model_name="casetype",
            name="reference_prefix",
            field=models.CharField(default="", max_length=2, verbose_name="document reference prefix"),
        ),
        migrations.RunPython(move_prefixes, return_prefixes),
        migrations.RemoveField(model_name="casetype", name="reference_prefix"),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_en", models.CharField(max_length=200, verbose_name="name (English)")),
                ("name_zh_hant", models.CharField(max_length=200, verbose_name="name (Traditional Chinese)")),
                ("name_zh_hans", models.CharField(max_length=200, verbose_name="name (Simplified Chinese)")),
                *dated(),
                ("address_en", models.CharField(blank=True, max_length=200, verbose_name="address (English)")),
                ("address_zh", models.CharField(blank=True, max_length=200, verbose_name="address (Chinese)")),
                (
                    "case_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="cases.casetype",
                        verbose_name="case type",
                    ),
                ),
            ],
            options={
                "verbose_name": "venue",
                "verbose_name_plural": "venues",
                "ordering": ["case_type", "name_en"],
            },
        ),
        migrations.CreateModel(
            name="ModeOfUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                *dated(),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("optional", "optional"),
                            ("first_new_case", "due with the first new case of a law firm"),
                            ("represented", "mandatory for parties with a legal representative"),
                        ],
                        max_length=20,
                        verbose_name="mode of use",
                    ),
                ),
                (
                    "case_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="modes",
                        to="cases.casetype",
                        verbose_name="case type",
                    ),
                ),
            ],
            options={
                "verbose_name": "mode of use",
                "verbose_name_plural": "modes of use",
                "ordering": ["case_type", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("case_type", "valid_from"), name="mode_of_use_once_from_a_day")
                ],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.venue",
                verbose_name="venue",
            ),
        ),
    ]
