from django.db import migrations

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who corrected a quote, or set a finding aside, is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("quotes", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        *references("quotes.Correction", "author"),
        *references("quotes.Dismissal", "author", null=True),
    ]
