from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funding", "0005_logos")]

    operations = [
        migrations.AddField("fundingfile", "credits", models.JSONField(blank=True, default=list)),
        migrations.AddField("fundingfile", "returns", models.JSONField(blank=True, default=list)),
    ]
