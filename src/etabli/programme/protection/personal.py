from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

MARKED = Personal(
    _("Showing you what protects your business, and when to do it again"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)

PERSONAL = {
    "protection.GestureMark": dict.fromkeys(
        ["person", "gesture", "is_done", "marked_on", "reason", "withdrawn_at"], MARKED
    ),
}
OWNERS = {"protection.GestureMark": "person"}
VISIBLE = {"protection.GestureMark": visible_to_nobody}
NAMES = {
    "protection.GestureMark": _("What you noted of the gestures of protection"),
    "protection.GestureMark.gesture": _("gesture"),
    "protection.GestureMark.is_done": _("done"),
    "protection.GestureMark.marked_on": _("noted on"),
    "protection.GestureMark.reason": _("why not"),
}
NOT_PERSONAL = {"protection.GestureMark": ["id", "chamber"]}
