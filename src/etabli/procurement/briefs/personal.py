from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

PROJECT = Personal(
    _("Writing your project with you"), basis="public interest", retention_months=36, erase="delete"
)
AUTHOR = replace(
    PROJECT,
    purpose=_("Knowing who wrote in your project, you or the adviser"),
    erase="keep",
    kept=_("a number: what bears it is emptied"),
)

PERSONAL = {
    "briefs.Brief": dict.fromkeys(
        [
            "person",
            "title",
            "trade",
            "budget_low_cents",
            "budget_high_cents",
            "budget_blank_why",
            "deadline_on",
            "started_at",
            "handed_over_at",
        ],
        PROJECT,
    ),
    "briefs.BriefAnswer": {
        "answer": PROJECT,
        "note": PROJECT,
        "written_by": AUTHOR,
        "written_at": AUTHOR,
    },
}
OWNERS = {
    "briefs.Brief": "person",
    "briefs.BriefAnswer": "brief__person",
    "briefs.BriefAnswer.written_by": "key: written_by",
    "briefs.BriefAnswer.written_at": "key: written_by",
}
NAMES = {
    "briefs.Brief": _("Projects"),
    "briefs.Brief.trade": _("trade"),
    "briefs.Brief.outcome": _("what is wanted"),
    "briefs.Brief.budget_low_cents": _("budget from, in cents"),
    "briefs.Brief.budget_high_cents": _("budget up to, in cents"),
    "briefs.Brief.budget_blank_why": _("why there is no budget"),
    "briefs.Brief.deadline_on": _("wanted by"),
    "briefs.Brief.started_at": _("started on"),
    "briefs.Brief.handed_over_at": _("ready on"),
    "briefs.BriefAnswer": _("Answers in your projects"),
    "briefs.BriefAnswer.brief": _("project"),
    "briefs.BriefAnswer.need_id": _("question"),
    "briefs.BriefAnswer.answer": _("answer"),
    "briefs.BriefAnswer.note": _("note"),
    "briefs.BriefAnswer.written_by": _("number of who wrote it"),
    "briefs.BriefAnswer.written_at": _("written on"),
}
NOT_PERSONAL = {
    "briefs.Brief": ["id", "chamber", "outcome", "state", "version"],
    "briefs.BriefAnswer": ["id", "brief", "need_id", "number", "weight", "is_draft"],
}
