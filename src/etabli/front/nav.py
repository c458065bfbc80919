from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import NavEntry

EVERYBODY = frozenset(Role)
ENTRIES = [
    NavEntry(_("My desk"), "front:desk", EVERYBODY - {Role.NOBODY, Role.BEARER, Role.ARTISAN}, order=0),
    NavEntry(_("My path"), "journeys:path", frozenset({Role.ARTISAN}), order=0),
    NavEntry(
        _("Figures"),
        "front:figures",
        frozenset({Role.NOBODY, Role.BEARER, *STAFF}),
        order=90,
    ),
    NavEntry(_("Help"), "front:help", EVERYBODY, order=99),
]
