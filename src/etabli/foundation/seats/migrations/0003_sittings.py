from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("seats", "0002_longer_place")]
    operations = [
        migrations.AddField("occasion", "sittings", models.JSONField(blank=True, default=list)),
    ]
