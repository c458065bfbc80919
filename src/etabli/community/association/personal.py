from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

MEMBERSHIP = Personal(
    _("The life of the association of professionals"),
    basis="contract",
    retention_months=36,
    erase="pseudonym",
    recipients=_("the members of the association"),
)
PLACE = replace(MEMBERSHIP, purpose=_("Letting people find a professional near them"), erase="blank")
COUNTED = replace(MEMBERSHIP, erase="keep", kept=_("a count of the members, without their name"))

PERSONAL = {
    "association.Member": {
        "user": COUNTED,
        "display_name": MEMBERSHIP,
        "trade": COUNTED,
        "commune_code": PLACE,
        "joined_on": COUNTED,
        "left_on": COUNTED,
    }
}
OWNERS = {"association.Member": "user"}
NAMES = {
    "association.Member": _("Place in the association"),
    "association.Member.organisation": _("association"),
    "association.Member.display_name": _("name shown"),
    "association.Member.trade": _("trade"),
    "association.Member.commune_code": _("commune"),
    "association.Member.joined_on": _("joined on"),
    "association.Member.left_on": _("left on"),
}
NOT_PERSONAL = {"association.Member": ["id", "organisation"]}
