from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION, STAFF, Role
from etabli.foundation.registries import NavEntry

ENTRIES = [
    NavEntry(_("Workshops"), "workshops:list", frozenset(set(Role) - STAFF - ASSOCIATION), order=20),
    NavEntry(_("Sign somebody up"), "workshops:relay", frozenset({Role.RELAY}), order=15),
    NavEntry(_("Sessions"), "workshops:sessions", frozenset(STAFF), order=20),
]
