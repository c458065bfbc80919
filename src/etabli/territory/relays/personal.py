from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

CONTACT = Personal(
    _("Writing to and calling town halls, associations and clubs"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)
NOTE = replace(
    CONTACT, purpose=_("Remembering what was agreed with a town hall, an association, a club"), erase="blank"
)
LINK = Personal(
    _("Letting a relay open its page by a link, without an account"),
    basis="public interest",
    retention_months=16,
    erase="delete",
    expires=True,
)

PERSONAL = {
    "relays.RelayContact": dict.fromkeys(
        [
            "name", "role", "email", "phone", "is_generic", "asked_at", "agreed_at", "agreed_how",
            "created_at", "withdrawn_at",
        ],
        CONTACT,
    ),
    "relays.ContactNote": {
        "text": replace(NOTE, erase="pseudonym"),
        "next_step": replace(NOTE, erase="pseudonym"),
        "author": NOTE,
    },
    "relays.RelayLink": {
        **dict.fromkeys(["contact", "created_at", "expires_at", "revoked_at", "used_on"], LINK),
        "nonce": replace(
            LINK, withheld=_("It is half of the key that opens the relay’s page: it stays locked away.")
        ),
    },
}  # fmt: skip
OWNERS = {
    "relays.RelayContact": "e-mail: email",
    "relays.ContactNote": "e-mail: contact__email",
    "relays.ContactNote.author": "author",
    "relays.RelayLink": "e-mail: contact__email",
}
VISIBLE = {
    "relays.RelayContact": ToStaff("chamber"),
    "relays.ContactNote": ToStaff("relay__chamber"),
    "relays.RelayLink": ToStaff("relay__chamber"),
}
NAMES = {
    "relays.RelayContact": _("Contact of a town hall, an association, a club"),
    "relays.RelayContact.name": _("name"),
    "relays.RelayContact.role": _("what they do there"),
    "relays.RelayContact.email": _("e-mail"),
    "relays.RelayContact.phone": _("telephone"),
    "relays.RelayContact.is_generic": _("address of the place itself"),
    "relays.RelayContact.asked_at": _("asked whether we may write"),
    "relays.RelayContact.agreed_at": _("agreed that we write"),
    "relays.RelayContact.agreed_how": _("how it was said"),
    "relays.ContactNote": _("Exchanges with a town hall, an association, a club"),
    "relays.ContactNote.text": _("what was said"),
    "relays.ContactNote.next_step": _("what to do next"),
    "relays.ContactNote.at": _("when"),
    "relays.ContactNote.author": _("written by"),
    "relays.RelayLink": _("Links to the page of a town hall, an association, a club"),
    "relays.RelayLink.contact": _("to whom it was given"),
    "relays.RelayLink.expires_at": _("good until"),
    "relays.RelayLink.revoked_at": _("cut off"),
    "relays.RelayLink.used_on": _("opened last"),
}
NOT_PERSONAL = {
    "relays.Relay": [
        "id",
        "party",
        "chamber",
        "organisation",
        "kind",
        "name",
        "commune",
        "communes",
        "code",
        "address",
        "postal_code",
        "website",
        "opening_hours",
        "likes",
        "months",
        "closes_on",
        "wishes",
        "pivot",
        "standard",
        "created_at",
        "updated_at",
        "withdrawn_at",
    ],
    "relays.RelayCommune": ["id", "relay", "commune"],
    "relays.RelayContact": ["id", "relay", "chamber"],
    "relays.RelayVisit": ["id", "relay", "on", "visits"],
    "relays.ContactNote": ["id", "relay", "contact", "kind", "next_on", "at", "withdrawn_at"],
    "relays.RelayLink": ["id", "relay"],
    "relays.RelayImport": [
        "id", "chamber", "file_name", "at", "added", "updated", "unchanged", "refused", "withdrawn_at",
    ],
}  # fmt: skip
