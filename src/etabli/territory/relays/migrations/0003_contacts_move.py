"""Whom to ask for becomes rows of their own. Nobody is said to agree: only what is plainly the address of a place may be
written to as before."""

from typing import Any

from django.db import migrations
from django.db.models import F, Q

# What the part before the @ is called when the address is a place's: the same as in rules.py at that time.
GENERIC = {"mairie", "contact", "accueil", "secretariat", "info", "infos", "bonjour"}


def move(apps: Any, editor: Any) -> None:
    relay_model, contact_model = apps.get_model("relays", "Relay"), apps.get_model("relays", "RelayContact")
    relay_model.objects.update(updated_at=F("created_at"))
    for relay in relay_model.objects.exclude(Q(contact_name="") & Q(contact_email="") & Q(contact_phone="")):
        contact = contact_model.objects.create(
            relay=relay,
            chamber_id=relay.chamber_id,
            name=relay.contact_name,
            email=relay.contact_email,
            phone=relay.contact_phone,
            is_generic=relay.contact_email.partition("@")[0].lower() in GENERIC,
            created_at=relay.created_at,
        )
        relay.notes.update(contact=contact)


class Migration(migrations.Migration):
    dependencies = [("relays", "0002_directory")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
