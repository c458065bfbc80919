from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

CONTACT = Personal(
    _("Writing to and calling town halls, associations and clubs"),
    basis="public interest",
    retention_months=36,
)
NOTE = replace(CONTACT, purpose=_("Remembering what was agreed with a town hall, an association, a club"))

PERSONAL = {
    "relays.Relay": dict.fromkeys(["contact_name", "contact_email", "contact_phone"], CONTACT),
    "relays.ContactNote": {"text": replace(NOTE, erase="pseudonym"), "author": NOTE},
}
OWNERS = {
    "relays.Relay": "e-mail: contact_email",
    "relays.ContactNote": "e-mail: relay__contact_email",
    "relays.ContactNote.author": "author",
}
NAMES = {
    "relays.Relay": _("Contact of a town hall, an association, a club"),
    "relays.Relay.name": _("name"),
    "relays.Relay.contact_name": _("person to ask for"),
    "relays.Relay.contact_email": _("e-mail"),
    "relays.Relay.contact_phone": _("telephone"),
    "relays.ContactNote": _("Exchanges with a town hall, an association, a club"),
    "relays.ContactNote.text": _("what was said"),
    "relays.ContactNote.at": _("when"),
    "relays.ContactNote.author": _("written by"),
}
NOT_PERSONAL = {
    "relays.Relay": [
        "id",
        "chamber",
        "organisation",
        "kind",
        "name",
        "commune",
        "code",
        "created_at",
        "withdrawn_at",
    ],
    "relays.RelayVisit": ["id", "relay", "on", "visits"],
    "relays.ContactNote": ["id", "relay", "kind", "at", "withdrawn_at"],
}
