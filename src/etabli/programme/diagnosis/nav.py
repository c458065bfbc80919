from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import AccountEntry, NavEntry

ENTRIES = [
    NavEntry(
        _("Where to start?"),
        "diagnosis:start",
        frozenset({Role.NOBODY, Role.BEARER, Role.ARTISAN}),
        order=21,
    ),
]
ACCOUNT = [
    AccountEntry(
        _("Steps to check"),
        _("Each first step, with its source: read it, and say that it is right."),
        "diagnosis:checks",
        order=58,
        roles=STAFF,
    )
]
