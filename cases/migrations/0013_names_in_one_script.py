from django.db import migrations

from icms.lib.key_fields import fill_keys


def write_keys(apps, schema_editor):
    """Keys of names are equal for Traditional and Simplified characters now: writes those that are kept again.

    By the present rule, not a frozen one: a kept key has to be the one that the running portal looks for.
    """
    fill_keys(apps.get_model("cases", "Party"), schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0012_register_is_whole"),
    ]

    operations = [
        migrations.RunPython(write_keys, migrations.RunPython.noop),
    ]
