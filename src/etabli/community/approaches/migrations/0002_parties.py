from django.db import migrations

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who wrote the register is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("approaches", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        *references("approaches.Approach", "written_by"),
        *references("approaches.FollowUp", "written_by"),
    ]
