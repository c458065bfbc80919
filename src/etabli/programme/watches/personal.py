from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

WATCH_RETENTION = Personal(
    _("Telling you when a workshop comes near you, as you asked"),
    basis="consent",
    retention_months=14,
    erase="delete",
    expires=True,
)

PERSONAL = {
    "watches.Watch": dict.fromkeys(
        [
            "person",
            "commune",
            "theme",
            "via",
            "asked_at",
            "ends_on",
            "sessions_known",
            "told_at",
            "withdrawn_at",
        ],
        WATCH_RETENTION,
    )
}
OWNERS = {"watches.Watch": "person"}
VISIBLE = {"watches.Watch": ToStaff("chamber")}
NAMES = {
    "watches.Watch": _("Workshops of which you asked to be told"),
    "watches.Watch.theme": _("theme"),
    "watches.Watch.via": _("through whom you came"),
    "watches.Watch.asked_at": _("asked on"),
    "watches.Watch.ends_on": _("until"),
    "watches.Watch.sessions_known": _("numbers of the workshops that you know of"),
    "watches.Watch.told_at": _("last told on"),
}
MODEL_NAMES_TO_STAFF = {"watches.Watch": _("Workshops of which they asked to be told")}
CODES = ["watches.Watch.sessions_known"]
NOT_PERSONAL = {"watches.Watch": ["id", "chamber"]}
