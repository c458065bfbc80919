from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever has a place may let the others read that they come."""

    dependencies = [("seats", "0004_holder")]

    operations = [
        migrations.AddField(
            "signup", "is_shown", models.BooleanField("shown among those who come", default=False)
        ),
    ]
