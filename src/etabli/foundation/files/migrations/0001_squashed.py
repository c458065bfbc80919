import etabli.foundation.files.models
import uuid
from django.db import migrations, models


def identify(apps, schema_editor):
    """Which installation this is: the only row that a new database begins with."""
    apps.get_model("files", "Installation").objects.create(pk=1, identity=uuid.uuid4().hex)


class Migration(migrations.Migration):

    replaces = [
        ('files', '0001_initial'),
        ('files', '0002_examined_files'),
        ('files', '0003_installation'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('chamber_id', models.BigIntegerField(db_index=True, null=True)),
                ('name', models.CharField(max_length=160)),
                ('content', models.FileField(upload_to=etabli.foundation.files.models._path)),
                ('content_type', models.CharField(max_length=80)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('purpose', models.CharField(max_length=40)),
                ('created_at', models.DateTimeField()),
                ('given_by', models.CharField(blank=True, max_length=40)),
                ('unheld_since', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['chamber_id', 'given_by', 'created_at'], name='file_by_giver')],
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=32)),
                ('restored_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ErasedContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
            ],
        ),
        migrations.RunPython(identify, migrations.RunPython.noop),
    ]
