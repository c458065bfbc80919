import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('approaches', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('files', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Approach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='date')),
                ('institution', models.CharField(max_length=160, verbose_name='institution')),
                ('subject', models.CharField(max_length=200, verbose_name='subject of the approach')),
                ('led_by', models.CharField(max_length=200, verbose_name='who went')),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='what was asked')),
                ('outcome', models.TextField(blank=True, max_length=4000, verbose_name='what came of it')),
                ('written_by', models.CharField(max_length=40)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-on'], name='approach_by_day')],
            },
        ),
        migrations.CreateModel(
            name='SectorFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='date')),
                ('text', models.TextField(max_length=4000, verbose_name='what happened')),
                ('written_by', models.CharField(max_length=40)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('approach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='approaches.approach')),
            ],
        ),
    ]
