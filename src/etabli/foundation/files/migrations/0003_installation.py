"""The database has an identity, which its store of files bears too; what is erased is remembered until it is gone."""

import uuid

from django.db import migrations, models


def identify(apps, schema_editor):
    apps.get_model("files", "Installation").objects.create(pk=1, identity=uuid.uuid4().hex)


class Migration(migrations.Migration):
    dependencies = [("files", "0002_examined_files")]

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identity", models.CharField(max_length=32)),
                ("restored_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ErasedContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
            ],
        ),
        migrations.RunPython(identify, migrations.RunPython.noop),
    ]
