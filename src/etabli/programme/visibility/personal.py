from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

CHECKED = Personal(
    _("Showing you what people see of your business, and comparing it with the last time"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)
CHECK = [
    "person",
    "key",
    "address",
    "status",
    "asked_at",
    "done_at",
    "result",
    "withdrawn_at",
]
STEP = ["person", "finding", "address", "planned_at", "done_at", "withdrawn_at"]
WATCH = ["person", "address", "asked_at", "withdrawn_at"]
LOOK = ["person", "kind", "answers", "note", "made_on", "withdrawn_at"]
MODELS = {
    "visibility.SiteCheck": CHECK,
    "visibility.VisibilityStep": STEP,
    "visibility.SiteWatch": WATCH,
    "visibility.SelfCheck": LOOK,
}

PERSONAL = {model: dict.fromkeys(fields, CHECKED) for model, fields in MODELS.items()}
OWNERS = dict.fromkeys(MODELS, "person")
VISIBLE = dict.fromkeys(MODELS, visible_to_nobody)
NAMES = {
    "visibility.SiteCheck": _("The sites that you had checked"),
    "visibility.SiteCheck.key": _("its address here"),
    "visibility.SiteCheck.address": _("address of the site"),
    "visibility.SiteCheck.done_at": _("looked at on"),
    "visibility.SiteCheck.result": _("what was seen"),
    "visibility.VisibilityStep": _("What you will mend of your site"),
    "visibility.VisibilityStep.finding": _("what to mend"),
    "visibility.VisibilityStep.address": _("address of the site"),
    "visibility.VisibilityStep.planned_at": _("put on the path on"),
    "visibility.VisibilityStep.done_at": _("mended on"),
    "visibility.SiteWatch": _("The sites that we check each quarter"),
    "visibility.SiteWatch.address": _("address of the site"),
    "visibility.SelfCheck": _("What you saw of yourself"),
    "visibility.SelfCheck.answers": _("what was ticked"),
    "visibility.SelfCheck.note": _("what you saw"),
    "visibility.SelfCheck.made_on": _("noted on"),
}
NOT_PERSONAL = {model: ["id", "chamber"] for model in MODELS}
