from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.rooms import NavEntry

ENTRIES = [
    NavEntry(_("My project"), "briefs:list", frozenset({Role.ARTISAN}), order=50),
    NavEntry(_("Projects"), "briefs:list", frozenset({Role.ADVISER, Role.MANAGER}), order=50),
]
