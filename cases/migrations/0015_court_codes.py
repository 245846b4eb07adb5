"""The courts' codes become short words of addresses: `/dc/filing/` (CRT-1).

A court that staff have entered under one of these words keeps it, and then the other court keeps its old code.
Numbers of cases are counted by the prefix of their type, so no sequence is concerned; the audit trail keeps its words.
"""

from django.db import migrations

CODES = {"district-court": "dc", "high-court": "hc", "magistrates": "mag"}


def rename(apps, schema_editor, codes):
    courts = apps.get_model("cases", "Court")._base_manager.using(schema_editor.connection.alias)
    for before, after in codes.items():
        if not courts.filter(code=after).exists():
            courts.filter(code=before).update(code=after)


def shorten(apps, schema_editor):
    rename(apps, schema_editor, CODES)


def lengthen(apps, schema_editor):
    rename(apps, schema_editor, {after: before for before, after in CODES.items()})


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_names_as_linking_compares_them'),
    ]

    operations = [migrations.RunPython(shorten, lengthen)]
