"""Parties of claims are found by their names, as those of cases are (REG-2a)."""

import icms.lib.key_fields
from django.db import migrations, models


def fill(apps, schema_editor):
    icms.lib.key_fields.fill_keys(apps.get_model("filing", "ClaimParty"), schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ('filing', '0008_claims_of_batches'),
    ]

    operations = [
        migrations.AddField(
            model_name='claimparty',
            name='name_en_search',
            field=icms.lib.key_fields.NameKeyField(of='name_en', verbose_name='name in English as it is searched'),
        ),
        migrations.AddField(
            model_name='claimparty',
            name='name_zh_search',
            field=icms.lib.key_fields.NameKeyField(of='name_zh', verbose_name='name in Chinese as it is searched'),
        ),
        migrations.AddField(
            model_name='claimparty',
            name='trading_as_search',
            field=icms.lib.key_fields.NameKeyField(of='trading_as', verbose_name='trading name as it is searched'),
        ),
        migrations.AlterField(
            model_name='claimaddress',
            name='kind',
            field=models.CharField(blank=True, max_length=30, verbose_name='kind'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
