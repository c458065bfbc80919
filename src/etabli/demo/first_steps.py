"""Some of those who came to a workshop have answered "Where to start?"; the chamber has checked a few steps."""

from datetime import timedelta

from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.diagnosis.actions import check_step, keep_answers
from etabli.programme.diagnosis.queries import get_step
from etabli.territory.register.trades import sector_of

ANSWERS = (
    {"trade": "building", "reached": "mouth", "listing": "none", "site": "not-now", "ease": "beside"},
    {"trade": "making", "reached": "social", "site": "wanted", "time": "hour", "goal": "sell"},
    {"trade": "food", "reached": "street", "site": "unfound", "before": "stopped", "time": "quarter"},
)
WHOLE_ANSWERS = {  # of the artisan one plays: all the questions
    "reached": "mouth", "listing": "old", "site": "wanted", "file": "paper", "copies": "nothing", "tools": "phone",
    "ease": "slow", "fear": "cheated", "before": "stopped", "time": "quarter", "goal": "new",
}  # fmt: skip
TRADES = {"ALIMENTATION": "food", "BATIMENT": "building", "FABRICATION": "making", "SERVICES": "services"}
CHECKED_STEPS = ("search-yourself", "first-photos", "spot-fraud")
ONE_IN = 7  # of those who came, one in so many


def fill_first_steps(filling: Filling) -> None:
    """A few answers, each on its day, all those of the artisan one plays, and three steps that were read over."""
    artisan = Person.objects.select_related("artisan").get(email=ARTISAN)
    trade = TRADES[sector_of(artisan.artisan.trade_code)]
    keep_answers(
        chamber=filling.chamber,
        person=artisan,
        answers={"trade": trade, **WHOLE_ANSWERS},
        by=of_person(artisan),
        at=filling.at - timedelta(days=7),
    )
    came = Person.objects.filter(chamber=filling.chamber, sign_ups__attendances__present=True)
    for rank, person in enumerate(came.exclude(pk=artisan.pk).order_by("pk").distinct()[1::ONE_IN]):
        keep_answers(
            chamber=filling.chamber,
            person=person,
            answers=ANSWERS[rank % len(ANSWERS)],
            by=of_person(person),
            at=filling.at - timedelta(days=2 + 5 * rank % 60),
        )
    for id in CHECKED_STEPS:
        check_step(
            chamber=filling.chamber,
            step=get_step(id),
            source="Lu et essayé à la chambre",
            by=filling.adviser,
            at=filling.at - timedelta(days=3),
        )
