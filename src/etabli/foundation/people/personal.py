from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.queries import links_of_chamber
from etabli.foundation.registries import Among, Personal, ToStaff, visible_to_nobody

ACCOUNT = Personal(_("Letting you sign in"), basis="contract", retention_months=36, erase="pseudonym")
ROLE = replace(ACCOUNT, erase="keep", kept=_("who served where, and when: the account itself is emptied"))
CONTACT = Personal(
    _("Knowing who you are and how to reach you, to help you"), basis="public interest", retention_months=36
)
LINK = Personal(
    _("Letting you come in by a link, without an account"),
    basis="public interest",
    retention_months=14,
    erase="delete",
    expires=True,
)
SESSION = replace(ACCOUNT, retention_months=2, erase="delete", expires=True)
INVITATION = replace(ACCOUNT, retention_months=6, erase="delete", expires=True)
WAY_IN = replace(ACCOUNT, erase="delete")
EVENT = Personal(
    _("Seeing who tries to come in by your account, and telling you"),
    basis="legitimate interest",
    retention_months=12,
    erase="delete",
    expires=True,
)
LOCKED = _("It is a part of a key: it stays locked away.")
CONSENT = Personal(
    _("Keeping the proof that you agreed"),
    basis="legal obligation",
    retention_months=60,
    erase="keep",
    kept=_("the proof that somebody agreed, without their name"),
)
EMPTIED = _("a number: what bears it is emptied")
MERGING = Personal(
    _("Knowing that two records of the chamber are one person, and parting them again if they aren’t"),
    basis="public interest",
    retention_months=36,
    erase="keep",
    kept=EMPTIED,
)
OF_ANOTHER = _("It may speak of somebody else, whom we took for you.")
PAIR = replace(MERGING, erase="delete", kept="", withheld=OF_ANOTHER)

PERSONAL = {
    "people.User": {
        "email": ACCOUNT,
        "name": ACCOUNT,
        "last_login": replace(ACCOUNT, erase="blank"),
        "date_joined": ROLE,
        "password": replace(
            ACCOUNT, erase="blank", withheld=_("Nobody has a password here: there is nothing to read in it.")
        ),
    },
    "people.Membership": dict.fromkeys(["user", "role", "started_on", "ended_on", "given_by"], ROLE),
    "people.Person": {
        "user": replace(ACCOUNT, erase="blank"),
        "name": replace(CONTACT, erase="pseudonym"),
        "email": CONTACT,
        "phone": CONTACT,
        "created_at": replace(CONTACT, erase="keep", kept=_("a date, to count: nothing else of it is left")),
        "merged_into": replace(MERGING, withheld=OF_ANOTHER),
    },
    "people.SecretLink": {
        **dict.fromkeys(
            ["person", "scope", "subject_id", "created_at", "expires_at", "revoked_at", "used_on"], LINK
        ),
        "nonce": replace(
            LINK, withheld=_("It is half of the key that opens your space: it stays locked away.")
        ),
    },
    "people.PaperCode": {
        "tries": LINK,
        **dict.fromkeys(["link", "key", "digits"], replace(LINK, withheld=LOCKED)),
    },
    "people.Consent": {
        **dict.fromkeys(
            ["person", "purpose", "subject_type", "subject_id", "given_at", "withdrawn_at"], CONSENT
        ),
        "recorded_by": replace(CONSENT, kept=EMPTIED),
    },
    "people.Merging": {
        **dict.fromkeys(
            ["merged", "reasons", "made_at", "merged_said_at", "kept_said_at", "joined_at", "proved_at"],
            MERGING,
        ),
        **dict.fromkeys(["refused_at", "undone_at"], MERGING),
        "kept": replace(MERGING, withheld=OF_ANOTHER),
        **dict.fromkeys(["checked", "moved"], replace(MERGING, erase="blank", kept="", withheld=OF_ANOTHER)),
    },
    "people.TwoPersons": dict.fromkeys(["one", "other", "kept_apart_at"], PAIR),
    "people.BrowserSession": {
        **dict.fromkeys(["user", "device", "began_at", "seen_at", "expire_date"], SESSION),
        "person": replace(SESSION, erase="blank", expires=False),
        **dict.fromkeys(["session_key", "session_data"], replace(SESSION, withheld=LOCKED)),
    },
    "people.KioskSession": {
        **dict.fromkeys(["label", "opened_by", "opened_at", "ends_at", "tries"], SESSION),
        **dict.fromkeys(["session", "pin", "set_aside"], replace(SESSION, withheld=LOCKED)),
    },
    "people.Invitation": {
        **dict.fromkeys(
            ["email", "name", "role", "created_at", "sent_at", "expires_at", "revoked_at", "accepted_at"],
            INVITATION,
        ),
        "nonce": replace(INVITATION, withheld=LOCKED),
    },
    "people.SecurityEvent": dict.fromkeys(["owner", "kind", "device", "number", "began_at", "at"], EVENT),
    "account.EmailAddress": dict.fromkeys(["user", "email", "verified", "primary"], WAY_IN),
    # There only where agents come in by their organisation's own accounts (OpenID Connect).
    "socialaccount.SocialAccount": dict.fromkeys(
        ["user", "provider", "uid", "last_login", "date_joined", "extra_data"], WAY_IN
    ),
    "mfa.Authenticator": {
        **dict.fromkeys(["user", "type", "created_at", "last_used_at"], WAY_IN),
        "data": replace(WAY_IN, withheld=LOCKED),
    },
}
OWNERS = {
    "people.User": "pk",
    "people.Membership": "user",
    "people.Membership.given_by": "given_by",
    "people.Person": "pk",
    "people.SecretLink": "person",
    "people.PaperCode": "link__person",
    "people.Merging": "merged",
    "people.TwoPersons": "one",
    "people.TwoPersons.other": "other",
    "people.BrowserSession": "user",
    "people.KioskSession": "session__user",
    "people.BrowserSession.person": "person",
    "people.Invitation": "e-mail: email",
    "people.SecurityEvent": "owner",
    "account.EmailAddress": "user",
    "socialaccount.SocialAccount": "user",
    "mfa.Authenticator": "user",
    "people.Consent": "person",
    "people.Consent.recorded_by": "recorded_by",
}
VISIBLE = {
    "people.Person": ToStaff("chamber"),
    "people.Person.user": visible_to_nobody,
    "people.SecretLink": Among("pk", links_of_chamber),
    "people.SecretLink.subject_id": visible_to_nobody,
    "people.Consent": ToStaff("person__chamber"),
    "people.Person.merged_into": visible_to_nobody,
    "people.Merging": ToStaff("chamber"),
    "people.Merging.moved": visible_to_nobody,
    "people.TwoPersons": visible_to_nobody,
    **dict.fromkeys(
        [
            "people.User",
            "people.Membership",
            "people.BrowserSession",
            "people.KioskSession",
            "people.Invitation",
            "people.PaperCode",
            "people.SecurityEvent",
            "account.EmailAddress",
            "socialaccount.SocialAccount",
            "mfa.Authenticator",
        ],
        visible_to_nobody,
    ),
}
NAMES = {
    "people.User": _("Account"),
    "people.User.last_login": _("last sign-in"),
    "people.User.date_joined": _("opened on"),
    "people.Membership": _("Roles"),
    "people.Membership.role": _("role"),
    "people.Membership.organisation": _("organisation"),
    "people.Membership.given_by": _("number of who gave it"),
    "people.Person": _("Contact details"),
    "people.SecretLink": _("Links that open your space"),
    "people.SecretLink.scope": _("what it opens"),
    "people.SecretLink.expires_at": _("valid until"),
    "people.SecretLink.revoked_at": _("cut off on"),
    "people.SecretLink.used_on": _("last opened on"),
    "people.PaperCode": _("Your code on paper"),
    "people.PaperCode.tries": _("wrong tries"),
    "people.SecurityEvent": _("What happened on your account"),
    "people.SecurityEvent.owner": _("whose account"),
    "people.SecurityEvent.kind": _("what happened"),
    "people.SecurityEvent.device": _("device"),
    "people.SecurityEvent.number": _("how many times"),
    "people.SecurityEvent.began_at": _("first on"),
    "people.SecurityEvent.at": _("last on"),
    "people.BrowserSession": _("Devices signed in"),
    "people.BrowserSession.device": _("device"),
    "people.BrowserSession.began_at": _("signed in on"),
    "people.BrowserSession.seen_at": _("last seen on"),
    "people.BrowserSession.expire_date": _("valid until"),
    "people.KioskSession": _("Devices handed over"),
    "people.KioskSession.label": _("device"),
    "people.KioskSession.opened_by": _("handed over by"),
    "people.KioskSession.opened_at": _("handed over on"),
    "people.KioskSession.ends_at": _("valid until"),
    "people.KioskSession.tries": _("codes tried"),
    "people.Invitation": _("Invitations to a role"),
    "people.Invitation.role": _("role"),
    "people.Invitation.sent_at": _("sent on"),
    "people.Invitation.expires_at": _("valid until"),
    "people.Invitation.revoked_at": _("taken back on"),
    "people.Invitation.accepted_at": _("accepted on"),
    "account.EmailAddress": _("Addresses of the account"),
    "account.EmailAddress.verified": _("proved"),
    "account.EmailAddress.primary": _("main address"),
    "socialaccount.SocialAccount": _("Account of an organisation"),
    "socialaccount.SocialAccount.provider": _("organisation"),
    "socialaccount.SocialAccount.uid": _("number there"),
    "socialaccount.SocialAccount.last_login": _("last sign-in"),
    "socialaccount.SocialAccount.date_joined": _("opened on"),
    "socialaccount.SocialAccount.extra_data": _("what the organisation said"),
    "mfa.Authenticator": _("Passkeys and applications"),
    "mfa.Authenticator.type": _("kind"),
    "mfa.Authenticator.last_used_at": _("last used on"),
    "people.Consent": _("What you agreed to"),
    "people.Consent.purpose": _("agreed"),
    "people.Consent.given_at": _("given on"),
    "people.Merging": _("Records of yours that were joined"),
    "people.Merging.merged": _("record that was joined"),
    "people.Merging.reasons": _("why"),
    "people.Merging.made_at": _("joined by the chamber on"),
    "people.Merging.merged_said_at": _("you said so on"),
    "people.Merging.kept_said_at": _("said so from the other record on"),
    "people.Merging.joined_at": _("brought together on"),
    "people.Merging.proved_at": _("with your ways in on"),
    "people.Merging.refused_at": _("refused on"),
    "people.Merging.undone_at": _("parted again on"),
    "people.TwoPersons": _("Records that looked like yours"),
    "people.Consent.recorded_by": _("written down by"),
}
MODEL_NAMES_TO_STAFF = {
    "people.Merging": _("Records that were joined"),
    "people.SecretLink": _("Links that open their space"),
    "people.Consent": _("What they agreed to"),
}
CODES = [
    "people.Merging.reasons",
    "socialaccount.SocialAccount.extra_data",
    "socialaccount.SocialAccount.uid",
]
NOT_PERSONAL = {
    "people.User": ["id", "is_active", "party"],
    "people.Organisation": ["id", "kind", "name", "chamber", "phone", "hours", "legal"],
    "people.Membership": ["id", "organisation"],
    "people.Person": ["id", "chamber", "erased_at", "party"],
    "people.Merging": ["id", "chamber"],
    "people.TwoPersons": ["id", "chamber"],
    "people.Invitation": ["id", "chamber", "organisation"],
    "people.KioskSession": [
        "id",
        "party",
        "kind",
        "subject_id",
        "part",
        "chamber",
        "organisation",
        "home",
        "back",
    ],
    "people.SecretLink": ["id", "party"],
    "people.PaperCode": ["id"],
    "account.EmailAddress": ["id"],
    "socialaccount.SocialAccount": ["id"],
    "mfa.Authenticator": ["id"],
    "people.Consent": ["id"],
    "people.SecurityEvent": ["id", "key"],
    "people.Counter": ["key", "number", "ends_at"],
    "people.MailedCode": ["key", "digest", "tries", "expires_at"],
}
