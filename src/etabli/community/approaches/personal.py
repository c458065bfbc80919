from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

REGISTER = Personal(
    _("Keeping the register of what the association asked of institutions"),
    basis="legitimate interest",
    retention_months=120,
    erase="pseudonym",
    recipients=_("the members; whoever opens the page, where the board says so"),
)
TRAIL = replace(REGISTER, erase="keep", kept=_("a number: what bears it is emptied"))

PERSONAL = {
    "approaches.Approach": {"led_by": REGISTER, "written_by": TRAIL},
    "approaches.FollowUp": {"written_by": TRAIL},
}
OWNERS = {"approaches.Approach": "written_by", "approaches.FollowUp": "written_by"}
VISIBLE = {
    **dict.fromkeys(["approaches.Approach", "approaches.FollowUp"], visible_to_nobody),
}
NAMES = {
    "approaches.Approach": _("Approaches to institutions that you wrote down"),
    "approaches.Approach.on": _("date"),
    "approaches.Approach.institution": _("institution"),
    "approaches.Approach.subject": _("subject of the approach"),
    "approaches.Approach.led_by": _("who went"),
    "approaches.Approach.written_by": _("number of who wrote it"),
    "approaches.FollowUp": _("What followed them"),
    "approaches.FollowUp.on": _("date"),
    "approaches.FollowUp.text": _("what happened"),
    "approaches.FollowUp.written_by": _("number of who wrote it"),
}
NOT_PERSONAL = {
    "approaches.Approach": [
        "id",
        "organisation",
        "on",
        "institution",
        "subject",
        "text",
        "outcome",
        "document",
        "opened_at",
        "withdrawn_at",
    ],
    "approaches.FollowUp": ["id", "approach", "on", "text", "withdrawn_at"],
    "approaches.SectorFigures": ["id", "organisation", "opened_at"],
}
