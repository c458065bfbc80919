from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION, STAFF, Role
from etabli.foundation.registries import NavEntry

ENTRIES = [
    NavEntry(_("Local examples"), "showcase:list", frozenset(set(Role) - STAFF - ASSOCIATION), order=25)
]
