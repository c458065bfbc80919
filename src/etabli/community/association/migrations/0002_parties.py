from django.db import migrations

from etabli.foundation.parties.upgrading import one_to_one, references


class Migration(migrations.Migration):
    """An address that asks to join is a party, and so is who suspended a member."""

    dependencies = [("parties", "0001_initial"), ("association", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        *one_to_one("application", "application", "association.Application"),
        *references("association.Suspension", "suspended_by", null=True),
    ]
