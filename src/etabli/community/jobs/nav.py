from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.registries import AccountEntry, NavEntry

ENTRIES = [
    NavEntry(
        label=_("Offers of work"),
        url_name="jobs:list",
        roles=frozenset({Role.NOBODY, Role.BEARER} | ASSOCIATION),
        order=45,
    )
]
ACCOUNT = [
    AccountEntry(
        _("Offers, applications, alerts"),
        _("The offers of work that you wrote, those to which you applied, the alerts that you asked for."),
        "jobs:mine",
        order=60,
        by_link=True,
    )
]
