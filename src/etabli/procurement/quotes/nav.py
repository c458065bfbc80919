from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import NavEntry

ENTRIES = [
    NavEntry(label=_("My quotes"), url_name="quotes:list", roles=frozenset({Role.ARTISAN}), order=42),
    NavEntry(label=_("Quotes"), url_name="quotes:list", roles=STAFF, order=42),
]
