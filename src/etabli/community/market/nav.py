from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.rooms import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Ads"),
        url_name="market:ads",
        roles=frozenset({Role.MEMBER, Role.BOARD, Role.MODERATOR}),
        order=40,
    ),
    NavEntry(label=_("My ads"), url_name="market:mine", roles=frozenset({Role.ARTISAN}), order=41),
]
