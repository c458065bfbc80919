import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('coverage', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('season', models.CharField(max_length=6, verbose_name='Season')),
                ('measure', models.CharField(choices=[('registered', 'people registered'), ('attended', 'people who came'), ('supported', 'people who had a half-day of support')], max_length=10, verbose_name='What is counted')),
                ('people', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='How many people')),
                ('set_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('epci', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.epci', verbose_name='Territory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('chamber', 'season', 'measure', 'epci'), name='goal_once'), models.UniqueConstraint(condition=models.Q(('epci', None), ('withdrawn_at', None)), fields=('chamber', 'season', 'measure'), name='goal_of_all_once')],
            },
        ),
        migrations.CreateModel(
            name='OnlinePresence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.URLField(max_length=300, verbose_name='address of their site or page')),
                ('since_on', models.DateField(verbose_name='online since')),
                ('noted_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='online_presences', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('person',), name='online_once')],
            },
        ),
    ]
