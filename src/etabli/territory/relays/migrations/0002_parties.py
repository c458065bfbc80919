from django.db import migrations

from etabli.foundation.parties.upgrading import one_to_one


class Migration(migrations.Migration):
    """Whoever holds the link of a relay is a party."""

    dependencies = [("parties", "0001_initial"), ("relays", "0001_squashed")]

    operations = [
        *one_to_one("relay", "relay", "relays.Relay"),
    ]
