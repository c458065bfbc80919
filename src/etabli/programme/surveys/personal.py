from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Among, Personal, visible_to_nobody
from etabli.programme.surveys.queries import typed_from_paper

ANSWER = Personal(
    _("Choosing the next workshops, and calling back those who ask"),
    basis="public interest",
    retention_months=36,
)
ASKED = Personal(
    _("Asking those who were present for their opinion, once"),
    basis="public interest",
    retention_months=36,
    erase="keep",
    kept=_("that a message left, without a name"),
)

PERSONAL = {
    "surveys.Answer": {
        "person": ANSWER,
        "answers": ANSWER,
        "answered_on": replace(ANSWER, erase="keep", kept=_("a count of the answers, without a name")),
    },
    "surveys.Invitation": dict.fromkeys(["sign_up", "sent_on"], ASKED),
}
OWNERS = {"surveys.Answer": "person", "surveys.Invitation": "sign_up__person"}
VISIBLE = {
    "surveys.Answer": Among("pk", typed_from_paper),
    "surveys.Invitation": visible_to_nobody,
}
NAMES = {
    "surveys.Answer": _("Answers to questionnaires"),
    "surveys.Answer.session": _("workshop"),
    "surveys.Answer.questionnaire": _("questionnaire"),
    "surveys.Answer.answered_on": _("answered on"),
    "surveys.Answer.answers": _("answers"),
    "surveys.Answer.source": _("given"),
    "surveys.Invitation": _("Messages that ask for an opinion"),
    "surveys.Invitation.sign_up": _("workshop"),
    "surveys.Invitation.sent_on": _("sent on"),
}
NOT_PERSONAL = {
    "surveys.Answer": [
        "key",
        "session",
        "questionnaire",
        "source",
        "sheet",
        "doubtful",
        "waits_since",
        "withdrawn_at",
    ],
    "surveys.Draft": ["id", "chamber", "code", "title", "content", "withdrawn_at"],
    "surveys.Invitation": ["id"],
    "surveys.Pass": ["digest", "session"],
    "surveys.Questionnaire": [
        "id",
        "chamber",
        "code",
        "version",
        "title",
        "content",
        "published_at",
        "withdrawn_at",
    ],
    "surveys.Use": ["id", "chamber", "theme", "session", "code"],
}
