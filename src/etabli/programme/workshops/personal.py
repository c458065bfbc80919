from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

WORK = Personal(
    _("The diary of the advisers"),
    basis="contract",
    retention_months=36,
    erase="keep",
    kept=_("the chamber’s work: who did it is a number, emptied"),
)
PRESENCE = Personal(
    _("Attendance sheets and certificates"),
    basis="public interest",
    retention_months=36,
    erase="keep",
    kept=_("a count of those who came, without their name"),
    recipients=_("whoever pays for the workshop and asks for the attendance sheet"),
)

PERSONAL = {
    "workshops.Session": {"adviser": WORK},
    "workshops.Attendance": dict.fromkeys(["sign_up", "present", "marked_at"], PRESENCE),
}
OWNERS = {"workshops.Session.adviser": "adviser", "workshops.Attendance": "sign_up__person"}
NAMES = {
    "workshops.Session": _("Workshops given"),
    "workshops.Session.adviser": _("adviser"),
    "workshops.Session.occasion": _("workshop"),
    "workshops.Attendance": _("Presence in workshops"),
    "workshops.Attendance.sign_up": _("workshop"),
    "workshops.Attendance.present": _("was there"),
    "workshops.Attendance.marked_at": _("marked on"),
}
NOT_PERSONAL = {
    "workshops.Theme": ["code", "level", "text"],
    "workshops.Venue": [
        "id",
        "chamber",
        "name",
        "commune",
        "address",
        "capacity",
        "accessible",
        "withdrawn_at",
    ],
    "workshops.Session": [
        "id",
        "chamber",
        "theme",
        "venue",
        "occasion",
        "half_days",
        "code",
        "published_at",
    ],
    "workshops.Attendance": ["id"],
}
