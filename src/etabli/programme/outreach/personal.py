from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Among, Personal, ToStaff
from etabli.programme.outreach.queries.mailings import people_written_to

SENT = Personal(
    _("Writing to and calling town halls, associations and clubs"),
    basis="public interest",
    retention_months=36,
)
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
    "outreach.Round": {"by": SENT},
    "outreach.Sending": {"answer_text": SENT},
    "outreach.Recipient": dict.fromkeys(["person", "status", "ground", "why", "written_at"], INVITED),
    "outreach.Mailing": {"author": WRITER},
}
OWNERS = {
    "outreach.Round.by": "by",
    "outreach.Sending": "e-mail: note__contact__email",
    "outreach.Recipient": "person",
    "outreach.Mailing": "author",
}
VISIBLE = {
    "outreach.Round": ToStaff("chamber"),
    "outreach.Sending": ToStaff("round__chamber"),
    "outreach.Recipient": Among("pk", people_written_to),
    "outreach.Mailing": ToStaff("chamber"),
}
NAMES = {
    "outreach.Round": _("What was sent to town halls, associations and clubs"),
    "outreach.Round.by": _("sent by"),
    "outreach.Sending": _("Answers of town halls, associations and clubs"),
    "outreach.Sending.answer": _("answer"),
    "outreach.Sending.answer_text": _("a few words"),
    "outreach.Sending.answered_at": _("answered on"),
    "outreach.Recipient": _("Invitations written to several people"),
    "outreach.Recipient.mailing": _("e-mail"),
    "outreach.Recipient.status": _("what became of it"),
    "outreach.Recipient.ground": _("on what ground"),
    "outreach.Recipient.why": _("why not"),
    "outreach.Recipient.written_at": _("sent on"),
    "outreach.Mailing": _("E-mails that you wrote to many"),
    "outreach.Mailing.author": _("written down by"),
    "outreach.Mailing.subject": _("subject"),
    "outreach.Mailing.body": _("text"),
    "outreach.Mailing.sent_at": _("sent on"),
}
MODEL_NAMES_TO_STAFF = {
    "outreach.Mailing": _("E-mails that they wrote to many"),
}
CODES = ["outreach.Recipient.ground", "outreach.Recipient.why"]
NOT_PERSONAL = {
    "outreach.Round": ["id", "chamber", "kind", "season", "at", "withdrawn_at"],
    "outreach.Sending": [
        "id",
        "round",
        "relay",
        "kind",
        "season",
        "again",
        "at",
        "withdrawn_at",
        "note",
        "answer",
        "answered_at",
    ],
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
