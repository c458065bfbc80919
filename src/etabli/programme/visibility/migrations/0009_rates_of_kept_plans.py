from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visibility", "0008_lines_not_typed")]
    operations = [
        migrations.AddField(
            model_name="campaignfigures",
            name="rates",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
