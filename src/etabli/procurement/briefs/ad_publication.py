"""Passing a brief's ad on: two acts of other apps, the agreement and the ad, in one transaction."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from etabli.community.market.actions import pass_on_ad
from etabli.community.market.models import Ad
from etabli.foundation.journal import NotAllowed
from etabli.foundation.people.actions import give_consent
from etabli.foundation.people.models import Consent
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief, Outcome
from etabli.procurement.briefs.queries import ad_of, epci_of, reference
from etabli.procurement.briefs.rules import may_write
from etabli.procurement.needs.catalogue import load

# Who answers what an artisan wants: the trades of the association, by outcome.
TRADES: dict[str, tuple[str, ...]] = {  # by outcome
    Outcome.SITE: ("developer", "programmer", "graphic-designer", "writer", "ergonomist", "seo-specialist"),
    Outcome.SHOP: ("developer", "programmer", "graphic-designer", "ergonomist", "seo-specialist"),
    Outcome.PAGE: ("community-manager", "writer", "videographer", "graphic-designer", "trainer"),
    Outcome.LISTING: ("seo-specialist", "community-manager", "consultant", "trainer"),
    Outcome.CAMPAIGN: ("community-manager", "consultant", "seo-specialist", "graphic-designer"),
    Outcome.NONE: ("consultant", "trainer"),
}


def pass_on(
    *,
    brief: Brief,
    deadline_on: date,
    answers_cap: int = 6,
    budget_blank_why: str = "",
    by: Viewer,
    at: datetime,
) -> Ad:
    """Pass the brief's ad, without its author, on to the association: the consent is recorded, then the ad goes there.

    `budget_blank_why` serves where the brief gives neither a budget nor a reason. Only the artisan, or the adviser
    beside them, may. Raises NotAllowed, or the market's own errors.
    """
    if not may_write(by, brief):
        raise NotAllowed(_("Only the artisan, or the adviser beside them, can pass this on."))
    anonymous = ad_of(brief).ad
    territory = epci_of(brief)
    language, catalogue = "fr", load()
    wanted = [catalogue.get(answer.need_id) for answer in anonymous.needs if answer.weight != "not"]
    with transaction.atomic():
        give_consent(person=brief.person, purpose=Consent.Purpose.AD, about=brief, by=by, at=at)
        return pass_on_ad(
            person=brief.person,
            title=anonymous.title or capfirst(brief.get_outcome_display()),
            text=anonymous.text,
            needs=[need.label.in_language(language) for need in wanted if need],
            trades=TRADES.get(brief.outcome, ()),
            place=anonymous.place or brief.chamber.name,
            epci_code=territory.code if territory else "",
            budget=_without_its_word(anonymous.budget)[:200],
            budget_blank_why=""
            if anonymous.budget
            else (anonymous.budget_blank_why or budget_blank_why)[:200],
            deadline_on=deadline_on,
            answers_cap=answers_cap,
            brief_ref=reference(brief),
            by=by,
            at=at,
        )


def _without_its_word(budget: str) -> str:
    """ "Budget : entre 1 000 € et 2 000 €." is shown under the word Budget: it need not say it twice."""
    return budget.removeprefix("Budget").lstrip(" \u00a0:").removesuffix(".")
