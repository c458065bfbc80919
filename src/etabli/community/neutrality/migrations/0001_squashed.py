import django.db.models.deletion
import etabli.community.neutrality.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('neutrality', '0001_initial'),
        ('neutrality', '0002_draws'),
        ('neutrality', '0003_interests'),
        ('neutrality', '0004_editions'),
        ('neutrality', '0005_interests_in_one_thing'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(db_index=True, max_length=40)),
                ('payload', models.JSONField()),
                ('previous_hash', models.CharField(max_length=64, unique=True)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Salt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=60, unique=True)),
                ('value', models.CharField(default=etabli.community.neutrality.models._salt, max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('length', models.PositiveBigIntegerField(default=0)),
                ('last_hash', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='chain_is_one')],
            },
        ),
        migrations.CreateModel(
            name='DrawSeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('list_name', models.CharField(max_length=20)),
                ('seed', models.CharField(max_length=64)),
                ('commitment', models.CharField(max_length=64)),
                ('committed_at', models.DateTimeField()),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'list_name'), name='one_seed_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Showing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('list_name', models.CharField(max_length=20)),
                ('filters', models.CharField(blank=True, max_length=200)),
                ('subject', models.CharField(max_length=60)),
                ('shown', models.PositiveIntegerField()),
                ('eligible', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'day'], name='showing_subject')],
                'constraints': [models.UniqueConstraint(fields=('day', 'list_name', 'filters', 'subject'), name='one_showing_a_day')],
            },
        ),
        migrations.CreateModel(
            name='DeclaredInterest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('roles', 'role in a chamber of trades'), ('role', 'role in another organisation'), ('kin', 'family or close friend'), ('business', 'business'), ('other', 'another tie')], max_length=10, verbose_name='what it is')),
                ('text', models.CharField(max_length=300, verbose_name='in a sentence')),
                ('is_named', models.BooleanField(default=False, verbose_name='my name is shown with it')),
                ('declared_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('about', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None), ('kind', 'roles')), fields=('organisation', 'user'), name='roles_declared_once')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('list_name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('changes', models.TextField()),
            ],
        ),
    ]
