"""Fees, means and payments follow the courts' new codes (CRT-1, `cases.0015_court_codes`).

Only the rows of a court that was renamed. A row that would meet one that staff have entered under the new code stays
as it is.
"""

from django.db import migrations

CODES = {"district-court": "dc", "high-court": "hc", "magistrates": "mag"}
# Each model, and what makes a row of a court unique.
ROWS = {
    "FeeBand": ("upper_cents", "valid_from"),
    "FeeItem": ("code", "valid_from"),
    "Concession": ("valid_from",),
    "MeansOfPayment": ("code", "valid_from"),
}


def rename(apps, schema_editor, before, after):
    alias = schema_editor.connection.alias
    for name, unique in ROWS.items():
        rows = apps.get_model("payments", name)._base_manager.using(alias)
        taken = set(rows.filter(court=after).values_list(*unique))
        free = [key for key, *rest in rows.filter(court=before).values_list("pk", *unique) if tuple(rest) not in taken]
        rows.filter(pk__in=free).update(court=after)
    apps.get_model("payments", "Payment")._base_manager.using(alias).filter(court=before).update(court=after)


def renamed_courts(apps, schema_editor):
    """The codes that a court has under its new name and none under its old one."""
    courts = apps.get_model("cases", "Court")._base_manager.using(schema_editor.connection.alias)
    known = set(courts.values_list("code", flat=True))
    return [(before, after) for before, after in CODES.items() if after in known and before not in known]


def shorten(apps, schema_editor):
    for before, after in renamed_courts(apps, schema_editor):
        rename(apps, schema_editor, before, after)


def lengthen(apps, schema_editor):
    for before, after in renamed_courts(apps, schema_editor):
        rename(apps, schema_editor, after, before)


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0005_payers_without_an_account'),
        ('cases', '0015_court_codes'),
    ]

    operations = [migrations.RunPython(shorten, lengthen)]
