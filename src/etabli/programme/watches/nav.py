from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(
        _("Being told of workshops"),
        _("When one comes near you, or on a theme that you wait for."),
        "watches:ask",
        order=46,
        roles=frozenset({Role.ARTISAN}),
        by_link=True,
    )
]
