from django.db import migrations

from etabli.foundation.parties.upgrading import one_to_one, references


class Migration(migrations.Migration):
    """Who acts or is written to is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("people", "0001_squashed"), ("journal", "0002_entry_parent")]

    operations = [
        *one_to_one("user", "user", "people.User"),
        *one_to_one("person", "person", "people.Person"),
        *one_to_one("kiosk", "kiosksession", "people.KioskSession"),
        *one_to_one("link", "secretlink", "people.SecretLink", related_name="link", null=True),
        *references("people.Membership", "given_by", null=True),
        *references("people.Consent", "recorded_by"),
        *references("people.SecurityEvent", "owner_key", "owner", null=True),
    ]
