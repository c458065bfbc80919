"""The one message of a name that is rented: it ends in thirty days."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Kind, Words
from etabli.foundation.ui.typography import full_day
from etabli.programme.visibility.models import DomainRegistration

DOMAIN_ENDS = Kind(
    "visibility.domain_ends",
    gettext_lazy("The end of the name of your site, thirty days before"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
    unasked=True,
)


def tell_of_end(row: DomainRegistration, at: datetime) -> None:
    """They wrote the day, and wished to be reminded. Called inside an act."""
    tell_once(
        DOMAIN_ENDS,
        to=row.person,
        words=lambda: Words(
            title=_("The name %(domain)s ends on %(day)s")
            % {"domain": row.domain, "day": full_day(row.ends_on)},
            text=_(
                "You wrote this day, and asked us to remind you. %(where)s Rent it again before that day: after it, "
                "your site and your e-mails stop.\n\nAlready done? Write the new day. We sell nothing, and rent "
                "no name."
            )
            % {"where": _where(row)},
            url=reverse("visibility:start"),
            see=_("To see your site and its name"),
        ),
        key=f"visibility-domain:{row.pk}:{row.ends_on:%Y%m%d}",
        at=at,
    )


def _where(row: DomainRegistration) -> str:
    if not row.registrar:
        return _("You did not write with whom it is rented: look at your last invoice.")
    return _("You rent it from: %(registrar)s.") % {"registrar": row.registrar}
