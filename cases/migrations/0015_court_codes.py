"""Court codes stand in addresses, so they become short: sct dc hc mag (CRT-1)."""

from django.db import migrations

CODES = {"district-court": "dc", "high-court": "hc", "magistrates": "mag"}


def _rename(apps, codes):
    courts = apps.get_model("cases", "Court").objects
    for old, new in codes.items():
        # A court that staff have entered under the new code keeps it, and the old one its own.
        if not courts.filter(code=new).exists():
            courts.filter(code=old).update(code=new)


def shorten(apps, schema_editor):
    _rename(apps, CODES)


def lengthen(apps, schema_editor):
    _rename(apps, {new: old for old, new in CODES.items()})


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_names_as_linking_compares_them")]

    operations = [migrations.RunPython(shorten, lengthen)]
