import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('journal', '0001_initial'),
        ('journal', '0002_root_of_an_undo'),
        ('journal', '0003_entry_erased_at'),
        ('journal', '0004_base_manager'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('verb', models.CharField(max_length=80)),
                ('actor_key', models.CharField(db_index=True, max_length=40)),
                ('actor_name', models.CharField(blank=True, max_length=200)),
                ('role', models.CharField(max_length=20)),
                ('organisation_id', models.BigIntegerField(null=True)),
                ('chamber_id', models.BigIntegerField(db_index=True, null=True)),
                ('subject_type', models.CharField(max_length=80)),
                ('subject_id', models.CharField(max_length=40)),
                ('subject_label', models.CharField(blank=True, max_length=200)),
                ('before', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('after', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='journal.entry')),
                ('restores', models.BooleanField(default=False)),
                ('root', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id', '-at'], name='journal_by_subject')],
                'base_manager_name': 'objects',
            },
        ),
    ]
