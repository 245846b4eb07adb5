"""`RefundDue` becomes `Refund`: its rows are kept and are due, and groups keep their rights to it."""

import django.db.models.deletion
from django.db import migrations, models

OLD, NEW = ('refunddue', 'refund due'), ('refund', 'refund')
RIGHTS = ('add', 'change', 'delete', 'view')


def _rename_rights(apps, schema_editor, old, new):
    """Django renames the content type with the model, but only where its own command migrates; never the rights."""
    using = schema_editor.connection.alias
    types = apps.get_model('contenttypes', 'ContentType').objects.using(using).filter(app_label='payments')
    if not types.filter(model=new[0]).exists():
        types.filter(model=old[0]).update(model=new[0])
    rights = apps.get_model('auth', 'Permission').objects.using(using).filter(
        content_type__app_label='payments', content_type__model=new[0]
    )
    for right in RIGHTS:
        rights.filter(codename=f'{right}_{old[0]}').update(
            codename=f'{right}_{new[0]}', name=f'Can {right} {new[1]}'
        )


def rename_rights(apps, schema_editor):
    """From view_refunddue to view_refund, in the same rows: groups and people keep what they have."""
    _rename_rights(apps, schema_editor, OLD, NEW)


def rename_rights_back(apps, schema_editor):
    """The same for the way back."""
    _rename_rights(apps, schema_editor, NEW, OLD)


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('payments', '0003_search_keys'),
    ]

    operations = [
        migrations.RenameModel('RefundDue', 'Refund'),
        migrations.RunPython(rename_rights, rename_rights_back),
        migrations.AlterModelOptions(
            name='refund',
            options={'ordering': ['-received_at'], 'verbose_name': 'refund', 'verbose_name_plural': 'refunds'},
        ),
        migrations.AlterField(
            model_name='refund',
            name='payment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.payment', verbose_name='payment'),
        ),
        migrations.AddField(
            model_name='refund',
            name='state',
            field=models.CharField(choices=[('due', 'due back'), ('applied', 'applied for'), ('approved', 'refund approved'), ('refused', 'refund refused'), ('paid', 'paid back')], default='due', max_length=20, verbose_name='state'),
        ),
        migrations.AddIndex(
            model_name='refund',
            index=models.Index(fields=['state', 'received_at'], name='refund_by_state_and_receipt'),
        ),
    ]
