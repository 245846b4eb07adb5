"""Parties are found by the names that linking compares (LNK-3)."""

import icms.lib.key_fields
from django.db import migrations


def fill(apps, schema_editor):
    icms.lib.key_fields.fill_keys(apps.get_model("filing", "ClaimParty"), schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ('filing', '0011_papers_in_the_register'),
    ]

    operations = [
        migrations.AddField(
            model_name='claimparty',
            name='name_en_registered',
            field=icms.lib.key_fields.RegisteredNameKeyField(of='name_en', verbose_name='name in English as linking compares it'),
        ),
        migrations.AddField(
            model_name='claimparty',
            name='name_zh_registered',
            field=icms.lib.key_fields.RegisteredNameKeyField(of='name_zh', verbose_name='name in Chinese as linking compares it'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
