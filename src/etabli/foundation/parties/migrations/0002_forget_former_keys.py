from django.db import migrations


class Migration(migrations.Migration):
    """Every text is a foreign key by now."""

    dependencies = [
        ("parties", "0001_initial"),
        ("approaches", "0100_parties"),
        ("association", "0100_parties"),
        ("briefs", "0100_parties"),
        ("directory", "0100_parties"),
        ("drafts", "0100_parties"),
        ("files", "0100_parties"),
        ("jobs", "0100_parties"),
        ("journal", "0100_parties"),
        ("market", "0100_parties"),
        ("moderation", "0100_parties"),
        ("notices", "0100_parties"),
        ("own_data", "0100_parties"),
        ("people", "0100_parties"),
        ("quotes", "0100_parties"),
        ("relays", "0100_parties"),
        ("showcase", "0100_parties"),
        ("workshops", "0100_parties"),
    ]

    operations = [migrations.DeleteModel("FormerKey")]
