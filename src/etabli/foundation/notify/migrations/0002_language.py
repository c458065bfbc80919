from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notify", "0001_squashed")]

    operations = [migrations.AddField("message", "language", models.CharField(blank=True, max_length=10))]
