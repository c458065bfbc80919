import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('planning', '0001_season'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Season',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('settings', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seasons', to='people.organisation')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('waiting', 'being worked out'), ('done', 'ready'), ('failed', 'not found')], default='waiting', max_length=8)),
                ('inputs', models.JSONField(default=dict)),
                ('sessions', models.JSONField(default=list)),
                ('bans', models.JSONField(default=list)),
                ('value', models.FloatField(null=True)),
                ('bound', models.FloatField(null=True)),
                ('why', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.proposal')),
                ('season', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='planning.season')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('season', 'number'), name='proposal_number_once')],
            },
        ),
    ]
