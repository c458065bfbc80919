"""The language of what was said, and what could not be written. What was told before is in the installation's."""

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("notices", "Notice").objects.filter(topic="").update(language=settings.LANGUAGE_CODE)


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_mails_are_written_when_they_leave")]

    operations = [
        migrations.AddField("notice", "language", models.CharField(blank=True, default="", max_length=10), False),
        migrations.AddField("notice", "contact", models.CharField(blank=True, default="", max_length=120), False),
        migrations.AddField("notice", "shown_at", models.DateTimeField(null=True)),
        migrations.AddField("notice", "failed_at", models.DateTimeField(null=True)),
        migrations.AddField("notice", "failure_told", models.BooleanField(default=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
