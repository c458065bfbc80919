from django.utils.translation import gettext_lazy as _

from etabli.foundation.notices.pages import READER_ROLES
from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(
        _("My messages"),
        _("How you are told what is new, and the quiet hours."),
        "notices:preferences",
        order=45,
        roles=frozenset(READER_ROLES),
        by_link=True,
    )
]
