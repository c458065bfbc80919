from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

SENT = Personal(
    _("Writing to and calling town halls, associations and clubs"),
    basis="public interest",
    retention_months=36,
)

PERSONAL = {
    "outreach.Round": {"by": SENT},
    "outreach.Sending": {"answer_text": SENT},
}
OWNERS = {
    "outreach.Round.by": "by",
    "outreach.Sending": "e-mail: note__contact__email",
}
NAMES = {
    "outreach.Round": _("What was sent to town halls, associations and clubs"),
    "outreach.Round.by": _("sent by"),
    "outreach.Sending": _("Answers of town halls, associations and clubs"),
    "outreach.Sending.answer": _("answer"),
    "outreach.Sending.answer_text": _("a few words"),
    "outreach.Sending.answered_at": _("answered on"),
}
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
}
