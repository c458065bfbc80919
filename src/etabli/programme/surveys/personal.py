from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

ANSWER = Personal(
    _("Choosing the next workshops, and calling back those who ask"),
    basis="public interest",
    retention_months=36,
)

PERSONAL = {
    "surveys.Answer": {
        "person": ANSWER,
        "answers": ANSWER,
        "answered_on": replace(ANSWER, erase="keep", kept=_("a count of the answers, without a name")),
    }
}
OWNERS = {"surveys.Answer": "person"}
NAMES = {
    "surveys.Answer": _("Answers to questionnaires"),
    "surveys.Answer.session": _("workshop"),
    "surveys.Answer.questionnaire": _("questionnaire"),
    "surveys.Answer.answered_on": _("answered on"),
    "surveys.Answer.answers": _("answers"),
}
NOT_PERSONAL = {
    "surveys.Answer": ["key", "session", "questionnaire"],
    "surveys.Questionnaire": ["id", "code", "version", "content", "published_at"],
}
