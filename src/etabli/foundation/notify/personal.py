from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

MAIL = Personal(
    _("Writing to you about what concerns you"),
    basis="public interest",
    retention_months=24,
    erase="delete",
    expires=True,
    recipients=_("the service that carries our mail"),
)

PERSONAL = {
    "notify.Message": {
        **dict.fromkeys(["to", "subject", "body", "calendar", "key"], MAIL),
        "unsubscribe": replace(MAIL, withheld=_("It is a key: whoever has it changes how you are told.")),
    }
}
OWNERS = {"notify.Message": "e-mail: to"}
NAMES = {
    "notify.Message": _("E-mails sent to you"),
    "notify.Message.to": _("to"),
    "notify.Message.unsubscribe": _("address that stops such e-mails"),
    "notify.Message.subject": _("subject"),
    "notify.Message.body": _("text"),
    "notify.Message.calendar": _("calendar file"),
    "notify.Message.key": _("our reference"),
    "notify.Message.sent_at": _("sent on"),
}
NOT_PERSONAL = {
    "notify.Message": ["id", "chamber_id", "status", "attempts", "due_at", "created_at", "sent_at"],
}
