"""Opens the submission for filings of every kind: a batch and papers of its own hang on it. Rows follow in 0007."""

import django.db.models.deletion
import icms.lib.key_fields
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0008_search_keys"),
        ("cases", "0005_document_types"),
        ("filing", "0005_names_of_files_as_given"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "submission",
            "kind",
            models.SlugField(default="bulk", max_length=30, verbose_name="kind"),
            preserve_default=False,
        ),
        migrations.AddField(
            "submission",
            "court",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="cases.court", verbose_name="court"
            ),
        ),
        migrations.AddField(
            "submission",
            "case",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="cases.case",
                verbose_name="case",
            ),
        ),
        migrations.AddField(
            "submission",
            "channel",
            models.CharField(
                choices=[
                    ("portal", "on the portal"),
                    ("counter", "at the counter"),
                    ("post", "by post"),
                    ("fax", "by fax"),
                    ("program", "by a program"),
                ],
                default="portal",
                max_length=10,
                verbose_name="how it came",
            ),
        ),
        migrations.AddField(
            "submission",
            "entered_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            "submission",
            "decided_at",
            models.DateTimeField(blank=True, null=True, verbose_name="decided"),
        ),
        migrations.AlterField(
            "submission",
            "case_type",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="cases.casetype",
                verbose_name="case type",
            ),
        ),
        migrations.AlterField(
            "submission",
            "organisation",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="accounts.organisation",
                verbose_name="organization",
            ),
        ),
        migrations.AlterField(
            "submission",
            "filer",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="accounts.account",
                verbose_name="filer",
            ),
        ),
        # The batch takes over both the reference and the name of its constraint.
        migrations.RemoveConstraint("submission", "batch_once_for_organisation"),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="batch",
                        serialize=False,
                        to="filing.submission",
                        verbose_name="submission",
                    ),
                ),
                (
                    "approval_reference",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="approval reference that the claimant gave"
                    ),
                ),
                ("batch_reference", models.CharField(max_length=40, verbose_name="claimant's batch reference")),
                (
                    "batch_reference_search",
                    icms.lib.key_fields.NumberKeyField(
                        of="batch_reference", verbose_name="reference as it is searched"
                    ),
                ),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="cases.approvedclaimant",
                        verbose_name="approval",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.organisation",
                        verbose_name="organization",
                    ),
                ),
            ],
            options={"verbose_name": "batch", "verbose_name_plural": "batches", "ordering": ["-pk"]},
        ),
        migrations.AddConstraint(
            "batch",
            models.UniqueConstraint(
                fields=("organisation", "batch_reference"), name="batch_once_for_organisation"
            ),
        ),
        migrations.CreateModel(
            name="SubmittedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                ("purpose", models.SlugField(blank=True, max_length=40, verbose_name="purpose")),
                ("version", models.PositiveSmallIntegerField(default=0, verbose_name="version")),
                (
                    "answers",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="document reference number that it answers"
                    ),
                ),
                (
                    "expected_name",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="file name that the filer gave for it"
                    ),
                ),
                (
                    "expected_sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="SHA-256 that the filer gave for it"
                    ),
                ),
                ("placed_by_hand", models.BooleanField(default=False, verbose_name="placed by hand")),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("preparing", "in preparation"),
                            ("submitted", "with the Registry"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "case_document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submitted_as",
                        to="cases.casedocument",
                        verbose_name="case document",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="filing.claim",
                        verbose_name="claim",
                    ),
                ),
                (
                    "document_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.documenttype",
                        verbose_name="document type",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="filing.submission",
                        verbose_name="submission",
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="document",
                        to="filing.upload",
                        verbose_name="uploaded file",
                    ),
                ),
            ],
            options={
                "verbose_name": "submitted document",
                "verbose_name_plural": "submitted documents",
                "ordering": ["submission", "claim", "position"],
            },
        ),
        migrations.AddConstraint(
            "submitteddocument",
            models.UniqueConstraint(
                condition=Q(("claim__isnull", False)),
                fields=("claim", "position"),
                name="document_position_unique_in_claim",
            ),
        ),
        migrations.AddConstraint(
            "submitteddocument",
            models.UniqueConstraint(
                condition=Q(("claim__isnull", True)),
                fields=("submission", "position"),
                name="document_position_unique_in_submission",
            ),
        ),
        migrations.AddConstraint(
            "submitteddocument",
            models.CheckConstraint(
                condition=Q(("claim__isnull", False), ("state", ""))
                | (Q(("claim__isnull", True)) & ~Q(("state", ""))),
                name="document_of_a_claim_is_decided_with_it",
            ),
        ),
        migrations.AddConstraint(
            "submitteddocument",
            models.CheckConstraint(
                condition=Q(("placed_by_hand", False)) | Q(("upload__isnull", False)),
                name="document_placed_by_hand_has_a_file",
            ),
        ),
        migrations.AddField(
            "claim",
            "excess_abandoned",
            models.BooleanField(default=False, verbose_name="the excess is abandoned"),
        ),
        migrations.AddField("claimaddress", "lines", models.JSONField(default=list, verbose_name="lines")),
        migrations.AddField(
            "claimaddress",
            "district",
            models.CharField(blank=True, default="", max_length=200, verbose_name="district"),
            preserve_default=False,
        ),
        migrations.AddField(
            "claimaddress",
            "area",
            models.CharField(blank=True, default="", max_length=10, verbose_name="area"),
            preserve_default=False,
        ),
        migrations.AddField(
            "claimaddress",
            "country",
            models.CharField(blank=True, default="", max_length=200, verbose_name="country"),
            preserve_default=False,
        ),
    ]
