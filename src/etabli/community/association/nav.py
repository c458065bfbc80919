from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(
        label=_("My membership"),
        text=_("Your place in the association, your dues and their receipts."),
        url_name="association:mine",
        order=12,
        roles=ASSOCIATION,
    )
]
