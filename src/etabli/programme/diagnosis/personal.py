from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

ANSWERED = Personal(
    _("Showing you where to start, and going on from another device"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)
CHECKED = Personal(
    _("Knowing who of the chamber checked a step"),
    basis="public interest",
    retention_months=36,
    erase="keep",
    kept=_("a number: what bears it is emptied"),
)

PERSONAL = {
    "diagnosis.KeptAnswers": {
        **dict.fromkeys(["person", "answers", "done", "begun_at", "answered_at", "withdrawn_at"], ANSWERED),
        **dict.fromkeys(
            ["nonce", "words"], replace(ANSWERED, withheld=_("It is a part of a key: it stays locked away."))
        ),
    },
    "diagnosis.StepCheck": {"checked_by": CHECKED},
}
OWNERS = {"diagnosis.KeptAnswers": "person", "diagnosis.StepCheck": "checked_by"}
VISIBLE = {
    "diagnosis.KeptAnswers": ToStaff("chamber"),
    "diagnosis.StepCheck": ToStaff("chamber"),
}
NAMES = {
    "diagnosis.KeptAnswers": _("Your answers to “Where to start?”"),
    "diagnosis.KeptAnswers.answers": _("answers"),
    "diagnosis.KeptAnswers.done": _("steps done"),
    "diagnosis.KeptAnswers.begun_at": _("begun on"),
    "diagnosis.KeptAnswers.answered_at": _("last answer on"),
    "diagnosis.StepCheck": _("Steps that you checked"),
    "diagnosis.StepCheck.step": _("step"),
    "diagnosis.StepCheck.source": _("source"),
    "diagnosis.StepCheck.checked_on": _("checked on"),
    "diagnosis.StepCheck.checked_by": _("checked by"),
}
MODEL_NAMES_TO_STAFF = {
    "diagnosis.KeptAnswers": _("Their answers to “Where to start?”"),
    "diagnosis.StepCheck": _("Steps that they checked"),
}
CODES = ["diagnosis.KeptAnswers.done", "diagnosis.StepCheck.step"]
NOT_PERSONAL = {
    "diagnosis.KeptAnswers": ["id", "chamber", "version"],
    "diagnosis.StepCheck": ["id", "chamber", "step", "version", "source", "checked_on", "withdrawn_at"],
}
