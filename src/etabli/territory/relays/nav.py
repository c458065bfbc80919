from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import NavEntry

ENTRIES = [
    NavEntry(_("Relays"), "relays:list", frozenset(STAFF), order=60),
    NavEntry(_("My poster and figures"), "front:relay_space", frozenset({Role.RELAY}), order=10),
]
