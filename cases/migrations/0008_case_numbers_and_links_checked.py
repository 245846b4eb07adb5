from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_roles_and_link_parties'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='caselink',
            name='party',
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('court', 'number_search'), name='case_number_once_in_a_court'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('number_search', ''), _negated=True), name='case_number_has_letters_or_figures'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('unlink_reason', ''), ('unlinked_at__isnull', True)), models.Q(('unlinked_at__isnull', False), models.Q(('unlink_reason', ''), _negated=True)), _connector='OR'), name='link_ended_has_a_reason'),
        ),
    ]
