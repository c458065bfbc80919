from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(
        _("What you published"),
        _("What the moderators read, what they decided and why."),
        "moderation:mine",
        order=60,
        roles=frozenset({Role.MEMBER, Role.BOARD, Role.MODERATOR, Role.ARTISAN}),
    )
]
