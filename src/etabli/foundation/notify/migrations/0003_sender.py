from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notify", "0002_language")]

    operations = [
        migrations.AddField("message", "sender", models.CharField(blank=True, default="", max_length=160), False),
    ]
