from django.db import migrations

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who wrote a story is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("showcase", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        *references("showcase.Story", "written_by"),
    ]
