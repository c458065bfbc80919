from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

HELP = Personal(_("Your half-day of support and its report"), basis="public interest", retention_months=36)
COUNTED = replace(HELP, erase="keep", kept=_("a count of the half-days, without a name"))

PERSONAL = {
    "support.Appointment": {
        **dict.fromkeys(["place", "report", "next_step", "steps_done", "hours_note"], HELP),
        **dict.fromkeys(["person", "outcome", "reported_at", "cancelled_at", "came_at", "left_at"], COUNTED),
    },
    "support.DayOffer": {
        **dict.fromkeys(["place", "days", "answer"], HELP),
        **dict.fromkeys(["person", "offered_at", "answered_at", "withdrawn_at"], COUNTED),
    },
    "support.FollowUp": {
        "address": replace(HELP, purpose=_("How it goes after your half-day")),
        **dict.fromkeys(["person", "answer", "useful", "asked_at", "answered_at"], COUNTED),
    },
}
OWNERS = dict.fromkeys(["support.Appointment", "support.DayOffer", "support.FollowUp"], "person")
VISIBLE = {
    "support.Appointment": ToStaff("chamber"),
    "support.DayOffer": ToStaff("chamber"),
    "support.FollowUp": ToStaff("chamber"),
}
NAMES = {
    "support.Appointment": _("Half-days of support"),
    "support.Appointment.half_day": _("half-day"),
    "support.Appointment.outcome": _("outcome"),
    "support.Appointment.report": _("what was done"),
    "support.Appointment.next_step": _("next steps"),
    "support.Appointment.steps_done": _("steps done"),
    "support.Appointment.came_at": _("hour at which you came"),
    "support.Appointment.left_at": _("hour at which you left"),
    "support.Appointment.hours_note": _("why these hours"),
    "support.Appointment.reported_at": _("report written on"),
    "support.DayOffer": _("Days that were offered to you for a half-day"),
    "support.DayOffer.place": _("place"),
    "support.DayOffer.days": _("the days"),
    "support.DayOffer.answer": _("the day that was chosen"),
    "support.DayOffer.offered_at": _("days offered on"),
    "support.DayOffer.answered_at": _("answered on"),
    "support.DayOffer.withdrawn_at": _("taken back on"),
    "support.FollowUp": _("How it goes after a half-day"),
    "support.FollowUp.months": _("months after it"),
    "support.FollowUp.answer": _("how it goes"),
    "support.FollowUp.useful": _("was it useful"),
    "support.FollowUp.address": _("address of your site or page"),
    "support.FollowUp.asked_at": _("asked on"),
    "support.FollowUp.answered_at": _("answered on"),
}
CODES = ["support.DayOffer.answer", "support.DayOffer.days"]
NOT_PERSONAL = {
    "support.Appointment": ["id", "chamber", "wish", "half_day", "sequence"],
    "support.DayOffer": ["id", "chamber", "wish", "adviser", "nonce"],
    "support.FollowUp": ["id", "chamber", "appointment", "months"],
}
