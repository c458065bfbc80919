import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    """The sessions that are open count from now."""

    dependencies = [("people", "0010_kiosk")]

    operations = [
        migrations.AddField(
            "browsersession",
            "began_at",
            models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            "browsersession",
            "seen_at",
            models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            "browsersession",
            "person",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.RemoveField("browsersession", "seen_on"),
    ]
