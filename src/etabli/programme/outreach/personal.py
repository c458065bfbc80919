from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

INVITED = Personal(
    _("Telling you of workshops that may be of use to you"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)
WRITER = Personal(
    _("Knowing who of the chamber wrote what was sent"),
    basis="public interest",
    retention_months=36,
    erase="keep",
    kept=_("a number: what bears it is emptied"),
)

PERSONAL = {
    "outreach.Recipient": dict.fromkeys(["person", "status", "ground", "why", "written_at"], INVITED),
    "outreach.Mailing": {"author": WRITER},
}
OWNERS = {"outreach.Recipient": "person", "outreach.Mailing": "author"}
NAMES = {
    "outreach.Recipient": _("Invitations written to several people"),
    "outreach.Recipient.mailing": _("e-mail"),
    "outreach.Recipient.status": _("what became of it"),
    "outreach.Recipient.ground": _("on what ground"),
    "outreach.Recipient.why": _("why not"),
    "outreach.Recipient.written_at": _("sent on"),
    "outreach.Mailing": _("E-mails that you wrote to many"),
    "outreach.Mailing.subject": _("subject"),
    "outreach.Mailing.body": _("text"),
    "outreach.Mailing.sent_at": _("sent on"),
}
NOT_PERSONAL = {
    "outreach.Segment": ["id", "chamber", "name", "criteria", "created_at", "withdrawn_at"],
    "outreach.InformationNotice": ["id", "chamber", "since_on", "recorded_at", "withdrawn_at"],
    "outreach.Mailing": [
        "id",
        "chamber",
        "segment",
        "subject",
        "body",
        "session_ids",
        "created_at",
        "sent_at",
        "stopped_at",
        "ended_at",
        "withdrawn_at",
    ],
    "outreach.Recipient": ["id", "mailing"],
    "outreach.MailingVisit": ["id", "mailing", "on", "visits"],
}
