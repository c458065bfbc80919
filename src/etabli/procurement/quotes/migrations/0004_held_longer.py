from django.db import migrations, models


class Migration(migrations.Migration):
    """A quote kept without an e-mail stays open on its device for a month: nothing else leads to it yet."""

    dependencies = [("quotes", "0003_held")]

    operations = [
        migrations.AddField(
            model_name="quotereading",
            name="held_longer",
            field=models.BooleanField(default=False),
        ),
    ]
