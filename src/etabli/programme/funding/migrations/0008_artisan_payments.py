from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funding", "0007_appeals")]

    operations = [
        migrations.RemoveField("fundingfile", "refusal_note"),
        migrations.AddField("fundingfile", "artisan_payments", models.JSONField(blank=True, default=list)),
    ]
