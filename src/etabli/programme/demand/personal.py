from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, ToStaff

WISH = Personal(
    _("Choosing the next themes from what you ask for"), basis="public interest", retention_months=36
)

PERSONAL = {"demand.Wish": dict.fromkeys(["person", "commune", "trade_code", "note"], WISH)}
OWNERS = {"demand.Wish": "person"}
VISIBLE = {
    "demand.Wish": ToStaff("chamber"),
}
CODES = ["demand.Wish.theme_code", "demand.Wish.trade_code"]
NAMES = {
    "demand.Wish": _("What you asked for"),
    "demand.Wish.kind": _("kind"),
    "demand.Wish.theme_code": _("theme"),
    "demand.Wish.note": _("in your words"),
    "demand.Wish.source": _("how we know it"),
    "demand.Wish.expressed_on": _("asked on"),
}
MODEL_NAMES_TO_STAFF = {
    "demand.Wish": _("What they asked for"),
}
NOT_PERSONAL = {
    "demand.Wish": ["id", "chamber", "kind", "theme_code", "source", "expressed_on", "withdrawn_at"]
}
