from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notify", "0004_mailboxes")]

    operations = [
        migrations.AddField("message", "staff_reads", models.BooleanField(default=False)),
    ]
