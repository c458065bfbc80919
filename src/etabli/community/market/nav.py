from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.registries import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Ads"),
        url_name="market:ads",
        roles=ASSOCIATION,
        order=40,
    ),
    NavEntry(label=_("My ads"), url_name="market:mine", roles=frozenset({Role.ARTISAN}), order=41),
]
