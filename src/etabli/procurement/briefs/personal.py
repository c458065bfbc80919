from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Among, Personal
from etabli.procurement.briefs.queries import visible_briefs

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
    "briefs.Attachment": {
        "photo": PROJECT,
        "address": PROJECT,
        "caption": PROJECT,
        "written_by": AUTHOR,
        "written_at": AUTHOR,
    },
    "briefs.AdCorrection": {
        "hidden": PROJECT,
        "restored": PROJECT,
        "text": PROJECT,
        "written_by": AUTHOR,
        "written_at": AUTHOR,
    },
    "briefs.BriefVersion": {"content": PROJECT, "written_by": AUTHOR, "written_at": AUTHOR},
    "briefs.BriefComment": {"text": PROJECT, "written_by": AUTHOR, "written_at": AUTHOR},
    "briefs.BriefLink": {"brief": PROJECT, "link": PROJECT},
}
OWNERS = {
    "briefs.Brief": "person",
    "briefs.BriefAnswer": "brief__person",
    "briefs.BriefAnswer.written_by": "written_by",
    "briefs.BriefAnswer.written_at": "written_by",
    "briefs.Attachment": "brief__person",
    "briefs.Attachment.written_by": "written_by",
    "briefs.Attachment.written_at": "written_by",
    "briefs.AdCorrection": "brief__person",
    "briefs.AdCorrection.written_by": "written_by",
    "briefs.AdCorrection.written_at": "written_by",
    "briefs.BriefVersion": "brief__person",
    "briefs.BriefVersion.written_by": "written_by",
    "briefs.BriefVersion.written_at": "written_by",
    "briefs.BriefComment": "brief__person",
    "briefs.BriefComment.written_by": "written_by",
    "briefs.BriefComment.written_at": "written_by",
    "briefs.BriefLink": "brief__person",
}
VISIBLE = {
    "briefs.Brief": Among("pk", visible_briefs),
    "briefs.BriefAnswer": Among("brief", visible_briefs),
    "briefs.Attachment": Among("brief", visible_briefs),
    "briefs.AdCorrection": Among("brief", visible_briefs),
    "briefs.BriefVersion": Among("brief", visible_briefs),
    "briefs.BriefComment": Among("brief", visible_briefs),
    "briefs.BriefLink": Among("brief", visible_briefs),
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
    "briefs.Attachment": _("Photos and sites of your projects"),
    "briefs.Attachment.brief": _("project"),
    "briefs.Attachment.photo": _("photo"),
    "briefs.Attachment.address": _("address of a site"),
    "briefs.Attachment.caption": _("in a few words"),
    "briefs.Attachment.rank": _("place in the list"),
    "briefs.Attachment.written_by": _("number of who wrote it"),
    "briefs.Attachment.written_at": _("written on"),
    "briefs.AdCorrection": _("Corrections of your ads"),
    "briefs.AdCorrection.brief": _("project"),
    "briefs.AdCorrection.hidden": _("words hidden"),
    "briefs.AdCorrection.restored": _("words put back"),
    "briefs.AdCorrection.text": _("text of the ad"),
    "briefs.AdCorrection.written_by": _("number of who wrote it"),
    "briefs.AdCorrection.written_at": _("written on"),
    "briefs.BriefVersion": _("Versions of your projects"),
    "briefs.BriefVersion.brief": _("project"),
    "briefs.BriefVersion.number": _("version"),
    "briefs.BriefVersion.content": _("what it said"),
    "briefs.BriefVersion.written_by": _("number of who wrote it"),
    "briefs.BriefVersion.written_at": _("written on"),
    "briefs.BriefComment": _("Remarks on your projects"),
    "briefs.BriefComment.brief": _("project"),
    "briefs.BriefComment.need_id": _("question"),
    "briefs.BriefComment.text": _("remark"),
    "briefs.BriefComment.written_by": _("number of who wrote it"),
    "briefs.BriefComment.written_at": _("written on"),
    "briefs.BriefLink": _("Links to your projects"),
    "briefs.BriefLink.brief": _("project"),
    "briefs.BriefLink.link": _("link"),
    "briefs.BriefLink.shows_contact": _("shows your telephone and e-mail"),
}
MODEL_NAMES_TO_STAFF = {
    "briefs.BriefAnswer": _("Answers in their projects"),
    "briefs.Attachment": _("Photos and sites of their projects"),
    "briefs.AdCorrection": _("Corrections of their ads"),
    "briefs.BriefVersion": _("Versions of their projects"),
    "briefs.BriefComment": _("Remarks on their projects"),
    "briefs.BriefLink": _("Links to their projects"),
}
CODES = ["briefs.BriefLink.link"]
NOT_PERSONAL = {
    "briefs.Brief": ["id", "chamber", "outcome", "set_aside", "state", "version"],
    "briefs.BriefAnswer": ["id", "brief", "need_id", "number", "weight", "is_draft"],
    "briefs.Attachment": ["id", "brief", "rank", "withdrawn_at"],
    "briefs.AdCorrection": ["id", "brief"],
    "briefs.BriefVersion": ["id", "brief", "number"],
    "briefs.BriefComment": ["id", "brief", "need_id", "resolved_at", "withdrawn_at"],
    "briefs.BriefLink": ["id", "shows_contact"],
}
