"""What artisans planned to publish, and what came of their paid ads: enough bakers to learn from, few of the others."""

import random
from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.visibility.actions import (
    keep_campaign,
    mark_post,
    note_figures,
    plan_calendar,
    set_reminders,
    write_post,
)
from etabli.programme.visibility.calendar.ideas import ideas
from etabli.programme.visibility.calendar.queries import as_calendar, calendar_of
from etabli.programme.visibility.engine.calendar import WEEK, begin, monday_of
from etabli.programme.visibility.engine.campaigns import Answers
from etabli.programme.visibility.models import Campaign
from etabli.programme.visibility.trades import trades

BAKERS, OTHERS = 7, 3  # who gave their figures: enough for a trade, and too few
SEED = 29


def fill_campaigns(filling: Filling) -> None:
    """The weeks of the artisan one plays, a plan of theirs whose figures are due, and the figures of a few others."""
    artisan = Person.objects.get(email=ARTISAN)
    _plan_weeks(artisan, filling)
    _keep(artisan, "plumber", {"google": 20_000}, filling, days_ago=9, goal="requests")
    came = Person.objects.filter(chamber=filling.chamber, sign_ups__attendances__present=True)
    others = came.exclude(pk=artisan.pk).order_by("pk").distinct()[: BAKERS + OTHERS]
    chance = random.Random(SEED)  # invented figures, the same each time
    for rank, person in enumerate(others):
        trade = "baker" if rank < BAKERS else "garage"
        campaign = _keep(person, trade, {"meta": 10_000}, filling, days_ago=60 + rank)
        clicks = chance.randint(180, 420)
        contacts = chance.randint(3, 9)
        note_figures(
            figures=campaign.figures.get(),
            spent_cents=10_000,
            views=clicks * chance.randint(40, 70),
            clicks=clicks,
            contacts=contacts,
            customers=chance.randint(0, contacts // 2),
            on=timezone.localdate(filling.at) - timedelta(days=20),
            by=of_person(person),
            at=filling.at - timedelta(days=20),
        )


def _plan_weeks(person: Person, filling: Filling) -> None:
    """Twelve weeks of which three are over: two ideas were published, one has a text begun."""
    by, at = of_person(person), filling.at - 3 * WEEK
    starts_on = monday_of(timezone.localdate(at))
    plan_calendar(person=person, calendar=begin(ideas(), "plumber", starts_on), by=by, at=at)
    row = calendar_of(person.pk)
    assert row is not None
    set_reminders(calendar=row, reminds=True, by=by, at=at)
    rows = {post.pk: post for post in row.posts.all()}
    first, second, _third, fourth, *_rest = as_calendar(row).posts
    for post in (first, second):
        mark_post(row=rows[post.key], post=post, done_on=post.week, by=by, at=at + (post.week - starts_on))
    text = f"{fourth.idea.begun.fr} Passez nous voir !"
    write_post(row=rows[fourth.key], post=fourth, text=text, by=by, at=filling.at - timedelta(days=1))


def _keep(
    person: Person,
    trade: str,
    planned: Mapping[str, int],
    filling: Filling,
    *,
    days_ago: int,
    goal: str = "known",
) -> Campaign:
    at = filling.at - timedelta(days=days_ago)
    known = {row.id: row for row in trades()}
    return keep_campaign(
        person=person,
        answers=Answers(goal, known[trade], "country", sum(planned.values())),
        planned=planned,
        starts_on=timezone.localdate(at),
        by=of_person(person),
        at=at,
    )
