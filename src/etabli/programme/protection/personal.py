from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

MARKED = Personal(
    _(
        "Showing you what protects your business, and when to do it again; counting, without names, how many did"
    ),
    basis="public interest",
    retention_months=36,
    erase="delete",
)
HELD = Personal(
    _("Keeping for you who holds which account of your business"),
    basis="public interest",
    retention_months=36,
    erase="delete",
)

PERSONAL = {
    "protection.GestureMark": dict.fromkeys(
        ["person", "gesture", "is_done", "marked_on", "reason", "withdrawn_at"], MARKED
    ),
    "protection.HeldAccount": dict.fromkeys(
        ["person", "kind", "name", "holder", "email", "recovery", "noted_at", "withdrawn_at"], HELD
    ),
}
OWNERS = {"protection.GestureMark": "person", "protection.HeldAccount": "person"}
VISIBLE = {"protection.GestureMark": visible_to_nobody, "protection.HeldAccount": visible_to_nobody}
NAMES = {
    "protection.GestureMark": _("What you noted of the gestures of protection"),
    "protection.GestureMark.gesture": _("gesture"),
    "protection.GestureMark.is_done": _("done"),
    "protection.GestureMark.marked_on": _("noted on"),
    "protection.GestureMark.reason": _("why not"),
    "protection.HeldAccount": _("Who holds the accounts of your business"),
    "protection.HeldAccount.kind": _("what it is"),
    "protection.HeldAccount.name": _("its name or its address"),
    "protection.HeldAccount.holder": _("who holds it"),
    "protection.HeldAccount.email": _("with which e-mail address"),
    "protection.HeldAccount.recovery": _("where what gives it back stands"),
    "protection.HeldAccount.noted_at": _("noted on"),
}
CODES = ["protection.GestureMark.gesture"]
NOT_PERSONAL = {"protection.GestureMark": ["id", "chamber"], "protection.HeldAccount": ["id", "chamber"]}
