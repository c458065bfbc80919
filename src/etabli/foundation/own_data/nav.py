from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(
        _("Everything about me"),
        _("All that is kept of you, to take with you or to have erased."),
        "own_data:mine",
        order=60,
        roles=frozenset(Role) - {Role.NOBODY, Role.BEARER},
        by_link=True,
    )
]
