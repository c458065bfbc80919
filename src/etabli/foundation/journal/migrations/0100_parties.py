from django.db import migrations

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who did it is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("journal", "0005_entry_parent"), ("people", "0100_parties")]

    operations = [
        *references("journal.Entry", "actor_key", "actor"),
    ]
