from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.notices.queries import unasked_contacts_of_chamber
from etabli.foundation.notify.personal import MAIL
from etabli.foundation.registries import Among, Personal, ToStaff, visible_to_nobody

NOTICE = Personal(
    purpose=MAIL.purpose,
    basis="public interest",
    retention_months=24,
    erase="delete",
    expires=True,
)
TEXT = replace(NOTICE, recipients=_("the service that carries our text messages"))
COUNTED = replace(NOTICE, purpose=_("Writing to you seldom when you have asked for nothing"))
CHOICE = Personal(
    purpose=_("Remembering how you want to be told"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)

PERSONAL = {
    "notices.Notice": dict.fromkeys(
        [
            "owner",
            "kind",
            "title",
            "text",
            "facts",
            "url",
            "see",
            "meeting",
            "link",
            "key",
            "created_at",
            "read_at",
        ],
        NOTICE,
    ),
    "notices.NotNow": dict.fromkeys(["owner", "said_at", "until", "withdrawn_at"], COUNTED),
    "notices.PhoneCall": dict.fromkeys(["notice", "since", "tries", "tried_at", "told_at"], NOTICE),
    "notices.Preference": dict.fromkeys(
        [
            "owner",
            "channels",
            "quiet_from",
            "quiet_until",
            "quiet_on_sunday",
            "digest_at",
            "texts_stopped_at",
        ],
        CHOICE,
    ),
    "notices.TextMessage": dict.fromkeys(["owner", "to", "body", "key", "created_at", "sent_at"], TEXT),
    "notices.UnaskedContact": dict.fromkeys(
        ["owner", "kind", "key", "at", "refused", "mail", "notice"], COUNTED
    ),
}
OWNERS = {
    "notices.Notice": "owner",
    "notices.NotNow": "owner",
    "notices.PhoneCall": "notice__owner",
    "notices.Preference": "owner",
    "notices.TextMessage": "owner",
    "notices.UnaskedContact": "owner",
}
VISIBLE = {
    "notices.Notice": ToStaff("call__chamber"),  # what is to be said on the telephone
    "notices.NotNow": ToStaff("owner__person__chamber"),
    "notices.PhoneCall": ToStaff("chamber"),
    "notices.Preference": visible_to_nobody,
    "notices.TextMessage": ToStaff("chamber"),
    "notices.UnaskedContact": Among("pk", unasked_contacts_of_chamber),
    **dict.fromkeys(["notices.TextMessage.body", "notices.TextMessage.key"], visible_to_nobody),
    **dict.fromkeys(
        ["notices.UnaskedContact.key", "notices.UnaskedContact.mail", "notices.UnaskedContact.notice"],
        visible_to_nobody,
    ),
}
NAMES = {
    "notices.Notice": _("Messages told to you"),
    "notices.Notice.owner": _("to whom"),
    "notices.Notice.kind": _("kind of message"),
    "notices.Notice.url": _("page that it leads to"),
    "notices.Notice.facts": _("what it is written from"),
    "notices.Notice.see": _("what is found there"),
    "notices.Notice.meeting": _("calendar entry"),
    "notices.Notice.link": _("link that it opens"),
    "notices.Notice.key": _("our reference"),
    "notices.Notice.created_at": _("told on"),
    "notices.Notice.read_at": _("read on"),
    "notices.NotNow": _("When you said “not now”"),
    "notices.NotNow.owner": _("whose choice"),
    "notices.NotNow.said_at": _("said on"),
    "notices.NotNow.until": _("until"),
    "notices.NotNow.withdrawn_at": _("taken back on"),
    "notices.PhoneCall": _("Telephone calls to you"),
    "notices.PhoneCall.notice": _("message"),
    "notices.PhoneCall.since": _("to be told since"),
    "notices.PhoneCall.tries": _("calls without an answer"),
    "notices.PhoneCall.tried_at": _("last called on"),
    "notices.PhoneCall.told_at": _("told on"),
    "notices.Preference": _("How you want to be told"),
    "notices.Preference.owner": _("whose choice"),
    "notices.Preference.channels": _("by kind of message"),
    "notices.Preference.quiet_from": _("quiet from"),
    "notices.Preference.quiet_until": _("quiet until"),
    "notices.Preference.quiet_on_sunday": _("quiet on Sundays"),
    "notices.Preference.digest_at": _("hour of the daily e-mail"),
    "notices.Preference.texts_stopped_at": _("no text message since"),
    "notices.TextMessage": _("Text messages sent to you"),
    "notices.TextMessage.owner": _("to whom"),
    "notices.TextMessage.to": _("number"),
    "notices.TextMessage.body": _("text"),
    "notices.TextMessage.key": _("our reference"),
    "notices.TextMessage.created_at": _("told on"),
    "notices.TextMessage.sent_at": _("sent on"),
    "notices.UnaskedContact": _("Messages that you had not asked for"),
    "notices.UnaskedContact.owner": _("to whom"),
    "notices.UnaskedContact.kind": _("kind of message"),
    "notices.UnaskedContact.key": _("our reference"),
    "notices.UnaskedContact.at": _("told on"),
    "notices.UnaskedContact.refused": _("why it was not sent"),
    "notices.UnaskedContact.mail": _("e-mail"),
    "notices.UnaskedContact.notice": _("message"),
}
MODEL_NAMES_TO_STAFF = {
    "notices.NotNow": _("When they said “not now”"),
    "notices.TextMessage": _("Text messages sent to them"),
    "notices.UnaskedContact": _("Messages that they had not asked for"),
}
NOT_PERSONAL = {
    "notices.TextMessage": ["id", "chamber", "parts", "cost", "status", "attempts", "due_at", "handed_at"],
    "notices.Notice": [
        "id",
        "organisation_id",
        "topic",
        "language",
        "shown_at",
        "contact",
        "by_stranger",
        "leaves_at",
        "digest_due_at",
        "failed_at",
        "failure_told",
        "is_held",
    ],
    "notices.NotNow": ["id"],
    "notices.UnaskedContact": ["id"],
    "notices.PhoneCall": ["id", "chamber", "about", "before"],
    "notices.Preference": ["id", "organisation_id"],
}
