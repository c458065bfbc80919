import django.db.models.deletion
import etabli.programme.surveys.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('surveys', '0001_initial'),
        ('surveys', '0002_builder'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
        ('seats', '0001_squashed'),
        ('workshops', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('version', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('published_at', models.DateTimeField()),
                ('chamber', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='people.organisation')),
                ('title', models.CharField(blank=True, max_length=80)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='questionnaire_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(default=etabli.programme.surveys.models._code, max_length=40, unique=True)),
                ('title', models.CharField(max_length=80, verbose_name='name')),
                ('content', models.JSONField(default=list)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questionnaires', to='people.organisation')),
            ],
            options={
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField()),
                ('sign_up', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='survey_invitation', to='seats.signup')),
            ],
        ),
        migrations.CreateModel(
            name='Pass',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passes', to='workshops.session')),
            ],
        ),
        migrations.CreateModel(
            name='Use',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(blank=True, max_length=40)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='people.organisation')),
                ('session', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='use', to='workshops.session')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='workshops.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('chamber', 'theme'), name='use_once_for_a_theme'), models.UniqueConstraint(condition=models.Q(('session', None), ('theme', None)), fields=('chamber',), name='use_once_for_all')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('key', models.CharField(default=etabli.programme.surveys.models._key, max_length=22, primary_key=True, serialize=False)),
                ('answered_on', models.DateField()),
                ('answers', models.JSONField(default=dict)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='people.person')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='workshops.session')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='given', to='surveys.questionnaire')),
                ('doubtful', models.JSONField(default=list)),
                ('sheet', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('source', models.CharField(choices=[('phone', 'on a screen'), ('paper', 'on paper')], default='phone', max_length=10)),
                ('waits_since', models.DateField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
    ]
