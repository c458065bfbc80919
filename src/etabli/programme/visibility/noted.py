"""What an artisan, or this browser, has noted so far, for the first page of a second visit."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.access import Request
from etabli.foundation.ui.typography import full_day
from etabli.programme.visibility.calendar.store import CalendarStore
from etabli.programme.visibility.campaigns.kept_wording import distinctions_of
from etabli.programme.visibility.campaigns.queries import own_campaigns
from etabli.programme.visibility.campaigns.store import CampaignStore
from etabli.programme.visibility.campaigns.wording import amount
from etabli.programme.visibility.models import SelfCheck
from etabli.programme.visibility.self_checks.catalogue import CHECKLISTS
from etabli.programme.visibility.self_checks.store import SelfCheckStore
from etabli.programme.visibility.since_last import SinceLast

LOOKS = {
    SelfCheck.Kind.LISTING: gettext_lazy("Your listing, looked through on %(day)s"),
    SelfCheck.Kind.PAGE: gettext_lazy("Your page, looked through on %(day)s"),
}


@dataclass(frozen=True)
class Noted:
    """A sentence with its day, and the address of its page. `about`: what tells it apart from others like it."""

    text: str
    url: str
    about: str = ""


def noted_in(request: Request, since: SinceLast) -> Iterator[Noted]:
    """By its page: the last search of oneself, listing, page, weeks and plans of ads, but for what `since` says."""
    searches = SelfCheckStore(request, SelfCheck.Kind.SEARCH).looks
    if searches and not since.searched_on:
        text = _("Your search of yourself, on %(day)s") % {"day": full_day(searches[0].made_on)}
        yield Noted(text, reverse("visibility:search"))
    for word, kind in CHECKLISTS.items():
        if looks := SelfCheckStore(request, kind).looks:
            text = str(LOOKS[kind]) % {"day": full_day(looks[0].made_on)}
            yield Noted(text, reverse("visibility:checklist", args=[word]))
    calendar = CalendarStore(request).calendar
    if calendar and not since.weeks_over_on:
        text = _("Your twelve weeks of ideas, until %(day)s") % {"day": full_day(calendar.ends_on)}
        yield Noted(text, reverse("visibility:calendar"))
    campaigns = own_campaigns(request.viewer)
    abouts = distinctions_of(campaigns, with_goal=True)
    plans = [
        *(
            (
                row.budget_cents,
                row.started_on,
                abouts[row.pk],
                reverse("visibility:campaign", args=[row.pk]),
            )
            for row in campaigns
        ),
        *(
            (
                held.answers.budget_cents,
                held.starts_on,
                held.about,
                reverse("visibility:held_campaign", args=[held.key]),
            )
            for held in CampaignStore(request).plans
        ),
    ]
    for cents, starts_on, about, url in plans:
        values = {"amount": amount(cents), "day": full_day(starts_on)}
        yield Noted(_("Your plan of ads, %(amount)s, from %(day)s on") % values, url, about)
