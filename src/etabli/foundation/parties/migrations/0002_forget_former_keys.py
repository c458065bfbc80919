from django.db import migrations


class Migration(migrations.Migration):
    """Every text is a foreign key by now."""

    dependencies = [
        ("parties", "0001_initial"),
        ("approaches", "0002_parties"),
        ("association", "0002_parties"),
        ("briefs", "0002_parties"),
        ("directory", "0002_parties"),
        ("drafts", "0002_parties"),
        ("files", "0002_parties"),
        ("jobs", "0002_parties"),
        ("journal", "0003_parties"),
        ("market", "0002_parties"),
        ("moderation", "0002_parties"),
        ("notices", "0002_parties"),
        ("own_data", "0002_parties"),
        ("people", "0002_parties"),
        ("quotes", "0002_parties"),
        ("relays", "0002_parties"),
        ("showcase", "0002_parties"),
        ("workshops", "0002_parties"),
    ]

    operations = [migrations.DeleteModel("FormerKey")]
