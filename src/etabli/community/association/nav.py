from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.registries import AccountEntry, NavEntry

ENTRIES = [
    NavEntry(label=_("Members"), url_name="association:members", roles=frozenset({Role.BOARD}), order=36)
]
ACCOUNT = [
    AccountEntry(
        label=_("My membership"),
        text=_("Your place in the association, your dues and their receipts."),
        url_name="association:mine",
        order=12,
        roles=ASSOCIATION,
    )
]
