from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody is known to have given the roles that are there."""

    dependencies = [("people", "0011_sessions_end")]

    operations = [
        migrations.AddField("membership", "given_by", models.CharField(blank=True, default="", max_length=40)),
    ]
