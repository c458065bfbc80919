from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(
        _("Offers, applications, alerts"),
        _("The offers of work that you wrote, those to which you applied, the alerts that you asked for."),
        "jobs:mine",
        order=60,
        by_link=True,
    )
]
