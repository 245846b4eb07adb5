"""Fees, means, concessions and payments name courts by their codes, which become short: sct dc hc mag."""

from django.db import migrations

CODES = {"district-court": "dc", "high-court": "hc", "magistrates": "mag"}
MODELS = ("Payment", "FeeBand", "FeeItem", "Concession", "MeansOfPayment")


def _rename(apps, codes):
    for model in MODELS:
        rows = apps.get_model("payments", model).objects
        for old, new in codes.items():
            # As the courts themselves: a code that is there already is staff's own.
            if not rows.filter(court=new).exists():
                rows.filter(court=old).update(court=new)


def shorten(apps, schema_editor):
    _rename(apps, CODES)


def lengthen(apps, schema_editor):
    _rename(apps, {new: old for old, new in CODES.items()})


class Migration(migrations.Migration):
    dependencies = [("payments", "0005_payers_without_an_account")]

    operations = [migrations.RunPython(shorten, lengthen)]
