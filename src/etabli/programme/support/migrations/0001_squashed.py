import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('support', '0001_initial'),
        ('support', '0002_sequence'),
        ('support', '0003_no_name_in_the_diary'),
    ]

    initial = True

    dependencies = [
        ('demand', '0001_squashed'),
        ('diary', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=200, verbose_name='place')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('helped', 'Done: the artisan can go on alone'), ('go_on', 'Done: another appointment is needed'), ('no_help', 'Done, but it was not what they needed'), ('absent', 'The artisan did not come'), ('unreachable', 'Could not be reached')], max_length=12, verbose_name='outcome')),
                ('report', models.TextField(blank=True, verbose_name='what was done')),
                ('next_step', models.CharField(blank=True, max_length=300, verbose_name='next step')),
                ('reported_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='people.organisation')),
                ('half_day', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='diary.halfday')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='people.person')),
                ('wish', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='demand.wish')),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('wish',), name='appointment_once_per_wish')],
            },
        ),
    ]
