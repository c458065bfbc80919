from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

PLACE = Personal(
    _("Keeping your place in a workshop"),
    basis="public interest",
    retention_months=36,
    erase="keep",
    kept=_("a count of those who came, without their name"),
)

PERSONAL = {
    "seats.SignUp": dict.fromkeys(["person", "status", "number", "via", "signed_up_at", "brought_by"], PLACE)
}
OWNERS = {"seats.SignUp": "person"}
NAMES = {
    "seats.SignUp": _("Places in workshops"),
    "seats.SignUp.occasion": _("workshop"),
    "seats.SignUp.number": _("order of arrival"),
    "seats.SignUp.via": _("came through"),
    "seats.SignUp.signed_up_at": _("signed up on"),
    "seats.SignUp.brought_by": _("came with"),
}
NOT_PERSONAL = {
    "seats.Occasion": [
        "id",
        "organisation",
        "title",
        "starts_at",
        "ends_at",
        "sittings",
        "place",
        "capacity",
        "taken",
        "arrivals",
        "uid",
        "sequence",
        "cancelled_at",
    ],
    "seats.SignUp": ["id", "occasion"],
}
