from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notify", "0003_sender")]

    operations = [
        migrations.AddField("message", "reply_to", models.EmailField(blank=True, default="", max_length=254), preserve_default=False),
    ]
