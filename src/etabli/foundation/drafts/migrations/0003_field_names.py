from django.db import migrations, models


class Migration(migrations.Migration):
    """Fields are called what they hold."""

    dependencies = [("drafts", "0002_parties")]

    operations = [
        migrations.RemoveConstraint("draft", "draft_once"),
        migrations.RenameField("draft", "acting", "role_or_session"),
        migrations.RenameField("draft", "before", "initial_values"),
        migrations.RenameField("draft", "settled_at", "closed_at"),
        migrations.AddConstraint(
            "draft", models.UniqueConstraint(fields=["owner", "role_or_session", "form"], name="draft_once")
        ),
    ]
