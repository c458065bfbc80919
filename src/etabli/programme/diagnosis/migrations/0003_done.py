from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diagnosis", "0002_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="keptanswers",
            name="done",
            field=models.JSONField(default=list),
        ),
    ]
