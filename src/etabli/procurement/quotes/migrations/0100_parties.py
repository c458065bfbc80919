from django.db import migrations

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who corrected a quote, or set a finding aside, is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("quotes", "0003_drawing_and_overruling"), ("people", "0100_parties")]

    operations = [
        *references("quotes.Correction", "author"),
        *references("quotes.Dismissal", "author", null=True),
    ]
