from django.db import migrations

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who did it is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("journal", "0002_entry_parent"), ("people", "0002_parties")]

    operations = [
        *references("journal.Entry", "actor_key", "actor"),
    ]
