from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.rooms import NavEntry

ENTRIES = [NavEntry(_("Support"), "support:requests", frozenset({Role.ADVISER, Role.MANAGER}), order=40)]
