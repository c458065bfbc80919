"""What the chamber aims at this season, and some artisans who are found on the internet."""

from datetime import timedelta

from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.people.models import Person
from etabli.programme.coverage.actions import note_online, set_goal
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.models import Goal
from etabli.territory.places.models import Commune

TOWN = "Pauillac"
GOALS = (
    (Goal.Measure.REGISTERED, None, 250),
    (Goal.Measure.ATTENDED, None, 120),
    (Goal.Measure.ATTENDED, TOWN, 15),
)
ONE_IN = 9  # of those who came to a workshop, one in so many has a site of their own since


def fill_goals(filling: Filling) -> None:
    """Three goals, and the sites of those who told their story or came."""
    season = Season.of(filling.at.date())
    for measure, town, people in GOALS:
        epci = Commune.objects.select_related("epci").get(name=town).epci if town else None
        set_goal(
            chamber=filling.chamber,
            season=season,
            measure=measure,
            people=people,
            epci=epci,
            by=filling.adviser,
            at=filling.at,
        )
    came = Person.objects.filter(chamber=filling.chamber, sign_ups__attendances__present=True)
    other_persons = came.exclude(email=ARTISAN)  # whose last step is left to whoever plays
    for rank, person in enumerate(other_persons.order_by("pk").distinct()[::ONE_IN]):
        note_online(
            person=person,
            address=f"https://artisan-{rank + 1}.example.org/",
            since_on=filling.at.date() - timedelta(days=5 + 11 * rank % 120),
            by=filling.adviser,
            at=filling.at,
        )
