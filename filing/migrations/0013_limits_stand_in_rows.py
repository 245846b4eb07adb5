"""How much a court hears in a claim stands in the row of the case type, no longer in a constraint."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("filing", "0012_names_as_linking_compares_them"), ("cases", "0016_venues_modes_and_limits")]

    operations = [
        migrations.RemoveConstraint(model_name="claim", name="claim_amount_within_jurisdiction"),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_cents__gt", 0)), name="claim_is_for_more_than_nothing"
            ),
        ),
    ]
