from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import NavEntry

ENTRIES = [
    NavEntry(_("Directory"), "directory:list", frozenset(set(Role) - STAFF), order=35),
    NavEntry(_("My profile"), "directory:mine", frozenset({Role.MEMBER}), order=36),
]
