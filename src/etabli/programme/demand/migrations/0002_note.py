from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("demand", "0001_squashed"),
    ]

    operations = [
        migrations.AddField(
            model_name="wish",
            name="note",
            field=models.CharField(blank=True, max_length=500),
        ),
    ]
