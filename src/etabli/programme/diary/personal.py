from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff, visible_to_nobody

WORK = Personal(
    _("The diary of the advisers"),
    basis="contract",
    retention_months=36,
    erase="keep",
    kept=_("the chamber’s work: who did it is a number, emptied"),
)

OWN = Personal(
    _("Tying an adviser’s own calendar to their diary"),
    basis="consent",
    retention_months=36,
    erase="delete",
)
TITLE = replace(WORK, erase="blank", kept="")

PERSONAL = {
    "diary.HalfDay": {"adviser": WORK},
    "diary.DiaryFeed": dict.fromkeys(["membership", "made_at", "ended_at"], OWN),
    "diary.OutsideCalendar": dict.fromkeys(
        ["membership", "url", "made_at", "tried_at", "read_at", "failure"], OWN
    ),
    "diary.BusyTime": dict.fromkeys(["calendar", "starts_at", "ends_at"], OWN),
    "diary.DiaryEntry": {**dict.fromkeys(["adviser", "kind", "starts_at", "ends_at"], WORK), "title": TITLE},
}
OWNERS = {
    "diary.HalfDay": "adviser",
    "diary.DiaryEntry": "adviser",
    "diary.DiaryFeed": "membership__user",
    "diary.OutsideCalendar": "membership__user",
    "diary.BusyTime": "calendar__membership__user",
}
VISIBLE = {
    "diary.HalfDay": ToStaff("chamber"),
    "diary.DiaryEntry": ToStaff("chamber"),
    "diary.DiaryFeed": visible_to_nobody,
    "diary.OutsideCalendar": visible_to_nobody,
    "diary.BusyTime": ToStaff("calendar__membership__organisation"),
}
NAMES = {
    "diary.HalfDay": _("Half-days in the diary"),
    "diary.HalfDay.adviser": _("adviser"),
    "diary.HalfDay.on": _("day"),
    "diary.HalfDay.half": _("half"),
    "diary.HalfDay.what": _("what for"),
    "diary.DiaryEntry": _("Leave, meetings and the like in the diary"),
    "diary.DiaryFeed": _("Links by which a calendar follows the diary"),
    "diary.DiaryFeed.membership": _("role"),
    "diary.DiaryFeed.made_at": _("made on"),
    "diary.DiaryFeed.ended_at": _("cut off on"),
    "diary.OutsideCalendar": _("Own calendars that are read"),
    "diary.OutsideCalendar.membership": _("role"),
    "diary.OutsideCalendar.url": _("address"),
    "diary.OutsideCalendar.made_at": _("made on"),
    "diary.OutsideCalendar.tried_at": _("last tried on"),
    "diary.OutsideCalendar.read_at": _("last read on"),
    "diary.OutsideCalendar.failure": _("why it failed"),
    "diary.BusyTime": _("Busy times of own calendars"),
    "diary.BusyTime.calendar": _("calendar"),
    "diary.BusyTime.starts_at": _("from"),
    "diary.BusyTime.ends_at": _("until"),
    "diary.DiaryEntry.adviser": _("adviser"),
    "diary.DiaryEntry.kind": _("kind"),
    "diary.DiaryEntry.title": _("title"),
    "diary.DiaryEntry.starts_at": _("from"),
    "diary.DiaryEntry.ends_at": _("until"),
}
CODES = ["diary.OutsideCalendar.failure"]
NOT_PERSONAL = {
    "diary.HalfDay": ["id", "chamber", "on", "half", "what", "released_at"],
    "diary.DiaryFeed": ["id", "nonce"],
    "diary.OutsideCalendar": ["id", "ended_at"],
    "diary.BusyTime": ["id"],
    "diary.DiaryEntry": ["id", "chamber", "half_days", "withdrawn_at"],
}
