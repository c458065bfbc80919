import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_base_manager")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="parent",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="journal.entry",
            ),
        ),
    ]
