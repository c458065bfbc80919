from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.registries import NavEntry

ENTRIES = [NavEntry(_("What to ask for"), "needs:list", frozenset(set(Role) - ASSOCIATION), order=55)]
