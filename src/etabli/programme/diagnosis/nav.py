from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import NavEntry

ENTRIES = [
    NavEntry(
        _("Where to start?"),
        "diagnosis:start",
        frozenset({Role.NOBODY, Role.BEARER, Role.ARTISAN}),
        order=21,
    ),
    NavEntry(_("Steps to check"), "diagnosis:checks", STAFF, order=58),
]
