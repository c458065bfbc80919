"""Running the directory of relays."""

from __future__ import annotations

from datetime import datetime

from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, change, record, reverse
from etabli.foundation.people.models import Organisation, OrganisationKind, Role
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune
from etabli.territory.relays.models import ContactNote, Relay
from etabli.territory.relays.visits import count_visit

__all__ = ["correct_relay", "count_visit", "create_relay", "note_contact", "open_space", "withdraw_relay"]

# Read aloud and typed from a poster: no 0/o, no 1/l/i.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@action("relays.create", sentence=_("added the relay “%(subject)s”"), may=may_run, undo=reverse)
def create_relay(
    *,
    chamber: Organisation,
    kind: str,
    name: str,
    commune: Commune,
    organisation: Organisation | None = None,
    contact_name: str = "",
    contact_email: str = "",
    contact_phone: str = "",
    by: Viewer,
    at: datetime,
) -> Relay:
    """A relay of `chamber`, with a link of its own. Taken back, it leaves the directory and its link stays good."""
    relay = Relay.objects.create(
        chamber=chamber,
        organisation=organisation,
        kind=kind,
        name=name.strip(),
        commune=commune,
        code=_code(commune.name),
        contact_name=contact_name.strip(),
        contact_email=contact_email.strip(),
        contact_phone=contact_phone.strip(),
        created_at=at,
    )
    record(relay, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return relay


@action(
    "relays.correct",
    sentence=_("corrected the record of the relay “%(subject)s”"),
    tells={
        "kind": _("Kind"),
        "name": _("Name"),
        "commune_id": _("Commune"),
        "contact_name": _("Person to contact"),
        "contact_email": _("E-mail"),
        "contact_phone": _("Telephone"),
    },
    may=may_run,
    undo=reverse,
    subject="relay",
)
def correct_relay(
    *,
    relay: Relay,
    kind: str,
    name: str,
    commune: Commune,
    contact_name: str = "",
    contact_email: str = "",
    contact_phone: str = "",
    by: Viewer,
    at: datetime,
) -> Relay:
    """Change what is known of a relay; its link doesn't change, since it is printed."""
    return change(
        relay,
        kind=kind,
        name=name.strip(),
        commune_id=commune.pk,
        contact_name=contact_name.strip(),
        contact_email=contact_email.strip(),
        contact_phone=contact_phone.strip(),
    )


@action(
    "relays.withdraw",
    sentence=_("took the relay “%(subject)s” out of the directory"),
    may=may_run,
    undo=reverse,
    subject="relay",
)
def withdraw_relay(*, relay: Relay, by: Viewer, at: datetime) -> Relay:
    """The relay leaves the directory; its link then shows all workshops."""
    return change(relay, withdrawn_at=at)


@action(
    "relays.open_space",
    sentence=_("opened a space for the relay “%(subject)s”"),
    may=lambda by, relay: by.role == Role.MANAGER and may_run(by, relay),
    undo=Irreversible(_("A relay keeps its space: without anybody invited to it, it does nothing.")),
    subject="relay",
)
def open_space(*, relay: Relay, by: Viewer, at: datetime) -> Relay:
    """From now on people of this relay can be invited to sign in; a second opening changes nothing."""
    relay = Relay.objects.select_for_update().get(pk=relay.pk)
    made = relay.organisation or Organisation.objects.create(
        kind=OrganisationKind.RELAY, name=relay.name, chamber_id=relay.chamber_id
    )
    return change(relay, organisation_id=made.pk)


@action(
    "relays.note",
    sentence=_("wrote down an exchange with “%(subject)s”"),
    may=may_run,
    undo=reverse,
    subject="relay",
)
def note_contact(*, relay: Relay, kind: str, text: str, by: Viewer, at: datetime) -> ContactNote:
    """Keep an exchange with a relay: how, and what was said."""
    note = ContactNote.objects.create(relay=relay, kind=kind, text=text.strip(), at=at, author_id=by.user_id)
    record(note, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return note


def _code(commune: str) -> str:
    """The first words of the commune and four signs: short enough to be typed, not to be guessed by counting."""
    words = slugify(commune)
    while len(words) > 18 and "-" in words:
        words = words.rpartition("-")[0]
    return f"{words[:30]}-{get_random_string(4, ALPHABET)}"
