from django.db import migrations

from etabli.foundation.parties.upgrading import one_to_one, references


class Migration(migrations.Migration):
    """An address known from offers is a party, and so is who wrote one."""

    dependencies = [("parties", "0001_initial"), ("jobs", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        *one_to_one("correspondent", "correspondent", "jobs.Correspondent"),
        *references("jobs.Job", "author"),
    ]
