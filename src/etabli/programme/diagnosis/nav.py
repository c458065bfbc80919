from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF
from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(
        _("Steps to check"),
        _("Each first step, with its source: read it, and say that it is right."),
        "diagnosis:checks",
        order=58,
        roles=STAFF,
    )
]
