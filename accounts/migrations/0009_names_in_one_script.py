from django.db import migrations

from icms.lib.key_fields import fill_keys
from icms.lib.names import likeness_key

BUNCH = 500


def write_keys(apps, schema_editor):
    """Keys of names are equal for Traditional and Simplified characters now: writes those that are kept again.

    By the present rule, not a frozen one: a kept key has to be the one that the running portal looks for.
    """
    using = schema_editor.connection.alias
    for name in ("User", "Organisation", "Account", "Application"):
        fill_keys(apps.get_model("accounts", name), using)
    organisations = apps.get_model("accounts", "Organisation").objects.using(using)
    bunch = []
    # The keys of numbers stay as they are: where two were registered with one number, only the first has it.
    for row in organisations.only("pk", "name_en", "name_zh").iterator(BUNCH):
        row.name_en_key, row.name_zh_key = likeness_key(row.name_en), likeness_key(row.name_zh)
        bunch.append(row)
    organisations.bulk_update(bunch, ["name_en_key", "name_zh_key"], BUNCH)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0008_search_keys"),
    ]

    operations = [
        migrations.RunPython(write_keys, migrations.RunPython.noop),
    ]
