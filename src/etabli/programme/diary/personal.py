from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

WORK = Personal(
    _("The diary of the advisers"),
    basis="contract",
    retention_months=36,
    erase="keep",
    kept=_("the chamber’s work: who did it is a number, emptied"),
)

PERSONAL = {"diary.HalfDay": {"adviser": WORK}}
OWNERS = {"diary.HalfDay": "adviser"}
VISIBLE = {
    "diary.HalfDay": ToStaff("chamber"),
}
NAMES = {
    "diary.HalfDay": _("Half-days in the diary"),
    "diary.HalfDay.adviser": _("adviser"),
    "diary.HalfDay.on": _("day"),
    "diary.HalfDay.half": _("half"),
    "diary.HalfDay.what": _("what for"),
}
NOT_PERSONAL = {"diary.HalfDay": ["id", "chamber", "on", "half", "what", "released_at"]}
