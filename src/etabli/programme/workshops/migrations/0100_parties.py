from django.db import migrations

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who wrote down a sign-up for a relay is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("workshops", "0008_after_a_session"), ("people", "0100_parties"), ("relays", "0100_parties")]

    operations = [
        *references("workshops.RelaySignUp", "recorded_by"),
    ]
