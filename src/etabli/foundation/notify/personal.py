from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.notify.queries import outbox
from etabli.foundation.registries import Among, Personal, ToStaff, visible_to_nobody

MAIL = Personal(
    _("Writing to you about what concerns you"),
    basis="public interest",
    retention_months=24,
    erase="delete",
    expires=True,
    recipients=_("the service that carries our mail"),
)
REACH = Personal(
    purpose=_("Knowing where our e-mails don’t reach you, to call you"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)

PERSONAL = {
    "notify.Message": {
        **dict.fromkeys(["to", "mailbox", "subject", "body", "calendar", "key"], MAIL),
        "unsubscribe": replace(MAIL, withheld=_("It is a key: whoever has it changes how you are told.")),
        "reply_to": replace(MAIL, withheld=_("It is a key: whoever has it could answer in your name.")),
    },
    "notify.Unreachable": dict.fromkeys(["address", "trouble", "since", "lifted_at"], REACH),
}
OWNERS = {"notify.Message": "e-mail: to", "notify.Unreachable": "e-mail: address"}
VISIBLE = {
    "notify.Message": Among("pk", outbox),
    **dict.fromkeys(["notify.Message.calendar", "notify.Message.key"], visible_to_nobody),
    "notify.Unreachable": ToStaff("chamber_id"),
}
NAMES = {
    "notify.Message": _("E-mails sent to you"),
    "notify.Message.to": _("to"),
    "notify.Message.mailbox": _("mailbox"),
    "notify.Message.subject": _("subject"),
    "notify.Message.body": _("text"),
    "notify.Message.calendar": _("calendar file"),
    "notify.Message.key": _("our reference"),
    "notify.Message.sent_at": _("sent on"),
    "notify.Unreachable": _("Addresses that our e-mails don’t reach"),
    "notify.Unreachable.address": _("address"),
    "notify.Unreachable.trouble": _("why"),
    "notify.Unreachable.since": _("since"),
    "notify.Unreachable.lifted_at": _("until"),
}
MODEL_NAMES_TO_STAFF = {
    "notify.Message": _("E-mails sent to them"),
}
NOT_PERSONAL = {
    "notify.Message": [
        "id",
        "chamber_id",
        "staff_reads",
        "status",
        "insist",
        "language",
        "sender",
        "held",
        "attempts",
        "due_at",
        "created_at",
        "handed_at",
        "trouble",
        "sent_at",
    ],
    "notify.Unreachable": ["id", "chamber_id", "told_at"],
}
