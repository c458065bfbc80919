from django.db import migrations, models
from django.db.models.deletion import SET_NULL


class Migration(migrations.Migration):
    """A mail that waits in the queue already leaves as it was written."""

    dependencies = [("notices", "0002_parties"), ("people", "0002_parties")]

    operations = [
        migrations.AddField("notice", "by_stranger", models.BooleanField(default=False)),
        migrations.AddField("notice", "leaves_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "notice",
            "link",
            models.ForeignKey(null=True, on_delete=SET_NULL, related_name="+", to="people.secretlink"),
        ),
        migrations.AddField("notice", "meeting", models.JSONField(null=True)),
        migrations.AddField("notice", "topic", models.CharField(blank=True, max_length=40)),
        migrations.AddField("notice", "facts", models.JSONField(default=dict)),
        migrations.AlterField("notice", "title", models.CharField(blank=True, max_length=200)),
        migrations.AlterField("notice", "text", models.TextField(blank=True)),
        migrations.AddField("notice", "see", models.CharField(blank=True, max_length=120)),
        migrations.AddIndex(
            "notice",
            models.Index(
                fields=["leaves_at"], condition=models.Q(leaves_at__isnull=False), name="notice_leaves"
            ),
        ),
    ]
