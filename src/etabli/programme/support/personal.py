from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

HELP = Personal(_("Your half-day of support and its report"), basis="public interest", retention_months=36)
COUNTED = replace(HELP, erase="keep", kept=_("a count of the half-days, without a name"))

PERSONAL = {
    "support.Appointment": {
        **dict.fromkeys(["place", "report", "next_step", "steps_done"], HELP),
        **dict.fromkeys(["person", "outcome", "reported_at", "cancelled_at"], COUNTED),
    },
    "support.FollowUp": {
        "address": replace(HELP, purpose=_("How it goes after your half-day")),
        **dict.fromkeys(["person", "answer", "asked_at", "answered_at"], COUNTED),
    },
}
OWNERS = {"support.Appointment": "person", "support.FollowUp": "person"}
VISIBLE = {
    "support.Appointment": ToStaff("chamber"),
    "support.FollowUp": ToStaff("chamber"),
}
NAMES = {
    "support.Appointment": _("Half-days of support"),
    "support.Appointment.half_day": _("half-day"),
    "support.Appointment.outcome": _("outcome"),
    "support.Appointment.report": _("what was done"),
    "support.Appointment.next_step": _("next steps"),
    "support.Appointment.steps_done": _("steps done"),
    "support.Appointment.reported_at": _("report written on"),
    "support.FollowUp": _("How it goes after a half-day"),
    "support.FollowUp.months": _("months after it"),
    "support.FollowUp.answer": _("how it goes"),
    "support.FollowUp.address": _("address of your site or page"),
    "support.FollowUp.asked_at": _("asked on"),
    "support.FollowUp.answered_at": _("answered on"),
}
NOT_PERSONAL = {
    "support.Appointment": ["id", "chamber", "wish", "half_day", "sequence"],
    "support.FollowUp": ["id", "chamber", "appointment", "months"],
}
