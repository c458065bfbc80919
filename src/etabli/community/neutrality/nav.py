from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(
        label=_("My interests"),
        text=_("What may weigh on what you decide for the association: a role elsewhere, family, business."),
        url_name="neutrality:interests",
        order=60,
        roles=ASSOCIATION,
    )
]
