import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('showcase', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('files', '0001_squashed'),
        ('people', '0001_squashed'),
        ('places', '0001_squashed'),
        ('workshops', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Selection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story_ids', models.JSONField(default=list)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='selection', to='workshops.session')),
            ],
        ),
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=120)),
                ('shown_as', models.CharField(blank=True, max_length=120)),
                ('trade_code', models.CharField(blank=True, max_length=6)),
                ('sector', models.CharField(blank=True, max_length=12)),
                ('channels', models.CharField(blank=True, max_length=80)),
                ('done', models.TextField(blank=True)),
                ('start_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('weekly_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('start_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('monthly_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('brought', models.TextField(blank=True)),
                ('figure', models.CharField(blank=True, max_length=60)),
                ('quotation', models.TextField(blank=True)),
                ('photo_says', models.CharField(blank=True, max_length=140)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('asked', 'waiting for the artisan’s agreement'), ('published', 'published'), ('withdrawn', 'taken off')], default='draft', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('paper_on', models.DateField(blank=True, null=True)),
                ('written_by', models.CharField(max_length=40)),
                ('started_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stories', to='people.organisation')),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stories', to='places.commune')),
                ('consent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.consent')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stories', to='people.person')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
            options={
                'verbose_name_plural': 'stories',
                'indexes': [models.Index(fields=['chamber', 'state'], name='story_by_chamber')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('consent__isnull', False), _connector='OR'), name='story_shown_with_agreement')],
            },
        ),
    ]
