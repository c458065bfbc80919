from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import NavEntry

ENTRIES = [
    NavEntry(_("Write my project"), "briefs:start", frozenset({Role.NOBODY, Role.BEARER}), order=50),
    NavEntry(_("My project"), "briefs:list", frozenset({Role.ARTISAN}), order=50),
    NavEntry(_("Projects"), "briefs:list", STAFF, order=50),
]
