from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.rooms import NavEntry

ENTRIES = [NavEntry(_("Next themes"), "planning:themes", frozenset({Role.ADVISER, Role.MANAGER}), order=50)]
