from etabli.foundation.rooms import Personal

CONTACT = Personal(purpose="writing to and calling a relay", basis="public interest", retention_months=36)
NOTE = Personal(purpose="following exchanges with a relay", basis="public interest", retention_months=36)

PERSONAL = {
    "relays.Relay": {"contact_name": CONTACT, "contact_email": CONTACT, "contact_phone": CONTACT},
    "relays.ContactNote": {"text": NOTE, "author": NOTE},
}
OWNERS = {
    "relays.Relay": "e-mail: contact_email",
    "relays.ContactNote": "e-mail: relay__contact_email",
    "relays.ContactNote.author": "author",
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
