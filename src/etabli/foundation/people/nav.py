from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import AccountEntry

ACCOUNT = [
    AccountEntry(_("My name"), _("As others here read it."), "people:name", order=0, by_link=True),
    AccountEntry(_("My e-mail address"), _("The one that your codes go to."), "people:address", order=5),
    AccountEntry(
        _("My ways in"),
        _("A passkey instead of the code, a second proof that it is you."),
        "people:authenticators",
        order=10,
    ),
    AccountEntry(
        _("Where I am signed in"),
        _("Each device, and the button that signs it out."),
        "people:sessions",
        order=20,
        by_link=True,
    ),
    AccountEntry(
        _("What happened on my account"),
        _("Sign-ins refused, new devices, and what to do if it was not you."),
        "people:events",
        order=25,
        by_link=True,
    ),
    AccountEntry(
        _("My links"),
        _("What opens your space, and the means to cut it off."),
        "people:links",
        order=30,
        roles=frozenset({Role.ARTISAN}),
        by_link=True,
    ),
    AccountEntry(_("My roles"), _("Choose in which one you act."), "people:roles", order=40),
    AccountEntry(
        _("What I did"), _("And the means to take it back."), "people:history", order=50, by_link=True
    ),
]
