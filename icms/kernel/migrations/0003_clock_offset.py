
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0002_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClockOffset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seconds', models.PositiveBigIntegerField(default=0, verbose_name='seconds ahead')),
                ('moved_at', models.DateTimeField(blank=True, null=True, verbose_name='last moved')),
            ],
            options={
                'verbose_name': 'court clock of the demonstration',
                'verbose_name_plural': 'court clock of the demonstration',
                'constraints': [models.CheckConstraint(condition=models.Q(('seconds__gte', 0)), name='clock_offset_is_never_negative'), models.CheckConstraint(condition=models.Q(('id', 1)), name='clock_offset_is_one_row')],
            },
        ),
    ]
