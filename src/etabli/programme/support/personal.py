from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

HELP = Personal(_("Your half-day of support and its report"), basis="public interest", retention_months=36)
COUNTED = replace(HELP, erase="keep", kept=_("a count of the half-days, without a name"))

PERSONAL = {
    "support.Appointment": {
        **dict.fromkeys(["place", "report", "next_step", "steps_done"], HELP),
        **dict.fromkeys(["person", "outcome", "reported_at", "cancelled_at"], COUNTED),
    }
}
OWNERS = {"support.Appointment": "person"}
VISIBLE = {
    "support.Appointment": ToStaff("chamber"),
}
NAMES = {
    "support.Appointment": _("Half-days of support"),
    "support.Appointment.half_day": _("half-day"),
    "support.Appointment.outcome": _("outcome"),
    "support.Appointment.report": _("what was done"),
    "support.Appointment.next_step": _("next steps"),
    "support.Appointment.steps_done": _("steps done"),
    "support.Appointment.reported_at": _("report written on"),
}
NOT_PERSONAL = {"support.Appointment": ["id", "chamber", "wish", "half_day", "sequence"]}
