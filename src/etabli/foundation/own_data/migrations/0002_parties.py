from django.db import migrations, models

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Whose data are erased is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("own_data", "0001_squashed"), ("people", "0002_parties"), ("jobs", "0002_parties"), ("directory", "0002_parties"), ("association", "0002_parties")]

    operations = [
        migrations.RemoveConstraint("erasure", "erasure_once"),
        *references("own_data.Erasure", "owner_key", "owner"),
        migrations.AddConstraint(
            "erasure",
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(cancelled_at=None, done_at=None), name="erasure_once"
            ),
        ),
    ]
