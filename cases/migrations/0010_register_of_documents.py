import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Room for the register; what stands there already is filled in by the next migration."""

    dependencies = [
        ('accounts', '0008_search_keys'),
        ('cases', '0009_case_grants'),
        ('files', '0002_rehearsal'),
        ('kernel', '0002_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Issuing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.SlugField(verbose_name='occasion')),
                ('created_at', models.DateTimeField(verbose_name='ordered')),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='issued')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issuings', to='cases.case', verbose_name='case')),
            ],
            options={
                'verbose_name': 'issuing of papers',
                'verbose_name_plural': 'issuings of papers',
                'ordering': ['case', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'event'), name='issuing_once_for_an_event')],
            },
        ),
        migrations.RemoveConstraint(model_name='casedocument', name='document_once_a_version'),
        # With a default, so that the way back can add the column again before it is filled.
        migrations.AlterField(
            model_name='casedocument',
            name='kind',
            field=models.CharField(blank=True, default='', max_length=30, verbose_name='document'),
        ),
        migrations.AddField(
            model_name='casedocument',
            name='document_type',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.documenttype', verbose_name='document'),
        ),
        migrations.AddField(
            model_name='casedocument',
            name='number',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='number in the register'),
        ),
        migrations.AddField(
            model_name='casedocument',
            name='title',
            field=models.CharField(blank=True, default='', help_text='Empty: the name of its type.', max_length=200, verbose_name='title'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='casedocument',
            name='filed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.account', verbose_name='filed by'),
        ),
        migrations.AddField(
            model_name='casedocument',
            name='received_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='received'),
        ),
        migrations.AddField(
            model_name='casedocument',
            name='purpose',
            field=models.SlugField(blank=True, default='', verbose_name='purpose'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='casedocument',
            name='original',
            field=models.CharField(choices=[('electronic', 'electronic'), ('paper', 'on paper, in the registry'), ('reference', 'copy for reference')], default='electronic', max_length=10, verbose_name='original'),
        ),
        migrations.AddField(
            model_name='casedocument',
            name='issuing',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='cases.issuing', verbose_name='issued when'),
        ),
        migrations.AddField(
            model_name='casedocument',
            name='supersedes',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='cases.casedocument', verbose_name='takes the place of'),
        ),
        migrations.AddField(
            model_name='casedocument',
            name='open_to_inspection',
            field=models.BooleanField(blank=True, help_text='Unknown: as its type says.', null=True, verbose_name='open to public inspection'),
        ),
    ]
