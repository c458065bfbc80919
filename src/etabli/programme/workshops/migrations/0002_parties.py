from django.db import migrations

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who wrote down a sign-up for a relay is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("workshops", "0001_squashed"), ("people", "0002_parties"), ("relays", "0002_parties")]

    operations = [
        *references("workshops.RelaySignUp", "recorded_by"),
    ]
