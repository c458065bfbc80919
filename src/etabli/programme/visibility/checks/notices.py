"""The one message of a site that is checked each quarter: something broke."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import gettext as _, lines
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind, Words
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.models import SiteCheck

BROKEN = Kind(
    "visibility.broken",
    gettext_lazy("Something broke on your site, which we check each quarter"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
    unasked=True,
)


def tell_of_broken(check: SiteCheck, broken: Sequence[str], at: datetime) -> None:
    """Tell what was right at the check before, and isn't any more. Called inside an act."""
    assert check.person is not None  # nobody else is told
    tell_once(
        BROKEN,
        to=check.person,
        words=lambda: Words(
            title=_("Something broke on your site %(address)s") % {"address": str(check)},
            text=_(
                "You asked us to look at your site each quarter. We did today, and this was right before:\n\n"
                "%(listed)s\n\nThe page says how to mend it, and who can. You can stop these checks there too."
            )
            % {"listed": lines(*(words_of(findings()[id].title) for id in broken if id in findings()))},
            url=reverse("visibility:check", args=[check.key]),
            see=_("To see what to mend first"),
        ),
        key=f"visibility:{check.pk}",
        at=at,
    )
