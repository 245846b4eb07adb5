import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_search_keys'),
        ('cases', '0011_fill_the_register'),
        ('files', '0002_rehearsal'),
        ('kernel', '0002_indexes'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='casedocument',
            options={'ordering': ['case', 'number'], 'permissions': [('replace_paper', 'Can put a sound copy in the place of a form that cannot be sealed')], 'verbose_name': 'case document', 'verbose_name_plural': 'case documents'},
        ),
        migrations.RemoveField(
            model_name='casedocument',
            name='kind',
        ),
        migrations.AlterField(
            model_name='casedocument',
            name='document_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.documenttype', verbose_name='document'),
        ),
        migrations.AlterField(
            model_name='casedocument',
            name='number',
            field=models.PositiveSmallIntegerField(verbose_name='number in the register'),
        ),
        migrations.AddConstraint(
            model_name='casedocument',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='document_number_once_in_a_register'),
        ),
        migrations.AddConstraint(
            model_name='casedocument',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='document_numbers_begin_at_one'),
        ),
        migrations.AddConstraint(
            model_name='casedocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('filed__isnull', True), ('issued__isnull', True), ('original', 'paper'), ('substitute__isnull', True)), models.Q(models.Q(('original', 'paper'), _negated=True), models.Q(('filed__isnull', False), ('issued__isnull', False), _connector='OR')), _connector='OR'), name='document_has_a_file_unless_its_original_is_paper'),
        ),
        migrations.AddConstraint(
            model_name='casedocument',
            constraint=models.CheckConstraint(condition=models.Q(('filed_by__isnull', True), ('received_at__isnull', False), _connector='OR'), name='document_filed_by_somebody_was_received'),
        ),
        migrations.AddConstraint(
            model_name='casedocument',
            constraint=models.UniqueConstraint(fields=('supersedes',), name='document_has_one_successor_at_most'),
        ),
        migrations.AddConstraint(
            model_name='casedocument',
            constraint=models.CheckConstraint(condition=models.Q(('supersedes__isnull', True), models.Q(('supersedes', models.F('id')), _negated=True), _connector='OR'), name='document_does_not_supersede_itself'),
        ),
        migrations.AddConstraint(
            model_name='casedocument',
            constraint=models.CheckConstraint(condition=models.Q(('version', 0), ('supersedes__isnull', False), _connector='OR'), name='document_amended_supersedes_the_one_before'),
        ),
    ]
