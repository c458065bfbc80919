from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

WORK = Personal(
    _("The diary of the advisers"),
    basis="contract",
    retention_months=36,
    erase="keep",
    kept=_("the chamber’s work: who did it is a number, emptied"),
)

TITLE = replace(WORK, erase="blank", kept="")

PERSONAL = {
    "diary.HalfDay": {"adviser": WORK},
    "diary.DiaryEntry": {**dict.fromkeys(["adviser", "kind", "starts_at", "ends_at"], WORK), "title": TITLE},
}
OWNERS = {"diary.HalfDay": "adviser", "diary.DiaryEntry": "adviser"}
VISIBLE = {
    "diary.HalfDay": ToStaff("chamber"),
    "diary.DiaryEntry": ToStaff("chamber"),
}
NAMES = {
    "diary.HalfDay": _("Half-days in the diary"),
    "diary.HalfDay.adviser": _("adviser"),
    "diary.HalfDay.on": _("day"),
    "diary.HalfDay.half": _("half"),
    "diary.HalfDay.what": _("what for"),
    "diary.DiaryEntry": _("Leave, meetings and the like in the diary"),
    "diary.DiaryEntry.adviser": _("adviser"),
    "diary.DiaryEntry.kind": _("kind"),
    "diary.DiaryEntry.title": _("title"),
    "diary.DiaryEntry.starts_at": _("from"),
    "diary.DiaryEntry.ends_at": _("until"),
}
NOT_PERSONAL = {
    "diary.HalfDay": ["id", "chamber", "on", "half", "what", "released_at"],
    "diary.DiaryEntry": ["id", "chamber", "half_days", "taken_back_at"],
}
