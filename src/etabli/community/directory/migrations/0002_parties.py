from django.db import migrations

from etabli.foundation.parties.upgrading import one_to_one


class Migration(migrations.Migration):
    """An address that wrote to a member is a party."""

    dependencies = [("parties", "0001_initial"), ("directory", "0001_squashed")]

    operations = [
        *one_to_one("contact", "contact", "directory.Contact"),
    ]
