from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

PRESENCE = Personal(
    _("Knowing how many businesses are found on the internet"),
    basis="public interest",
    retention_months=36,
)
COUNTED = replace(PRESENCE, erase="keep", kept=_("a count, without a name"))

PERSONAL = {
    "coverage.OnlinePresence": {
        "address": PRESENCE,
        **dict.fromkeys(["person", "since_on", "noted_at", "withdrawn_at"], COUNTED),
    }
}
OWNERS = {"coverage.OnlinePresence": "person"}
VISIBLE = {
    "coverage.OnlinePresence": ToStaff("person__chamber"),
}
NAMES = {
    "coverage.OnlinePresence": _("Where you are found on the internet"),
    "coverage.OnlinePresence.address": _("address of your site or page"),
    "coverage.OnlinePresence.since_on": _("online since"),
    "coverage.OnlinePresence.noted_at": _("noted on"),
}
MODEL_NAMES_TO_STAFF = {
    "coverage.OnlinePresence": _("Where they are found on the internet"),
}
NOT_PERSONAL = {
    "coverage.OnlinePresence": ["id"],
    "coverage.Costs": ["id", "chamber", "session_cents", "half_day_cents"],
    "coverage.Goal": ["id", "chamber", "epci", "season", "measure", "people", "set_at", "withdrawn_at"],
}
