from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(
        _("Artisans to call about their path"),
        _("A few people, the most pressing first. Each says why."),
        "journeys:calls",
        order=56,
        roles=frozenset({Role.ADVISER}),
    ),
    AccountEntry(
        _("Paths, and where they stop"),
        _("How many go on, how many stop, and at what stage."),
        "journeys:drop_outs",
        order=57,
        roles=STAFF,
    ),
]
