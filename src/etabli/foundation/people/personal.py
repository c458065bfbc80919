from etabli.foundation.rooms import Personal

ACCOUNT = Personal(purpose="signing in", basis="contract", retention_months=36, erase="pseudonym")
CONTACT = Personal(
    purpose="following a person who asked for help", basis="public interest", retention_months=36
)
LINK = Personal(
    purpose="entering without an account",
    basis="public interest",
    retention_months=14,
    erase="delete",
    expires=True,
)
SESSION = Personal(
    purpose="signing in", basis="contract", retention_months=2, export=False, erase="delete", expires=True
)
INVITATION = Personal(
    purpose="signing in", basis="contract", retention_months=6, erase="delete", expires=True
)
CONSENT = Personal(
    purpose="proof of consent", basis="legal obligation", retention_months=60, erase="keep: proof"
)

PERSONAL = {
    "people.User": {
        "email": ACCOUNT,
        "name": ACCOUNT,
        "last_login": ACCOUNT,
        "date_joined": ACCOUNT,
        "password": ACCOUNT,
    },
    "people.Membership": {"user": ACCOUNT, "role": ACCOUNT, "started_on": ACCOUNT, "ended_on": ACCOUNT},
    "people.Person": {
        "user": ACCOUNT,
        "name": Personal(CONTACT.purpose, CONTACT.basis, 36, erase="pseudonym"),
        "email": CONTACT,
        "phone": CONTACT,
        "created_at": CONTACT,
    },
    "people.SecretLink": dict.fromkeys(
        ["person", "scope", "subject_id", "nonce", "created_at", "expires_at", "revoked_at", "used_on"], LINK
    ),
    "people.BrowserSession": dict.fromkeys(
        ["session_key", "session_data", "expire_date", "user", "device", "seen_on"], SESSION
    ),
    "people.Invitation": dict.fromkeys(
        [
            "email",
            "name",
            "role",
            "nonce",
            "created_at",
            "sent_at",
            "expires_at",
            "revoked_at",
            "accepted_at",
        ],
        INVITATION,
    ),
    "people.Consent": dict.fromkeys(
        ["person", "purpose", "subject_type", "subject_id", "given_at", "withdrawn_at", "recorded_by"],
        CONSENT,
    ),
}
OWNERS = {
    "people.User": "pk",
    "people.Membership": "user",
    "people.Person": "pk",
    "people.SecretLink": "person",
    "people.BrowserSession": "user",
    "people.Invitation": "e-mail: email",
    "people.Consent": "person",
    "people.Consent.recorded_by": "key: recorded_by",
}
NOT_PERSONAL = {
    "people.User": ["id", "is_active"],
    "people.Organisation": ["id", "kind", "name", "chamber"],
    "people.Membership": ["id", "organisation"],
    "people.Person": ["id", "chamber"],
    "people.Invitation": ["id", "chamber", "organisation"],
    "people.SecretLink": ["id"],
    "people.Consent": ["id"],
}
