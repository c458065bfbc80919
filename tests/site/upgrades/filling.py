"""Fill an installation with a little of everything: what the scenarios of all acts do, kept, one after the other."""

from datetime import timedelta
from itertools import cycle

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test.utils import override_settings

from etabli.community.market.models import Ad
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Consent
from etabli.foundation.seats.actions import sign_up, withdraw
from etabli.site.practice import filling as practice
from etabli.site.ticking import tick
from tests import factories as make
from tests.consistency.objects import FACTORIES, RIGHT, World
from tests.consistency.scenarios import AT, SCENARIOS

TIMES_TAKEN_BACK = (0, 0, 1, 2)
DAYS = (0, 9, 11, 45)  # after the first half of the acts: what the clock does on each


def fill() -> None:
    """Everything in an empty, migrated database. Half of the mails and notices have left, the others wait."""
    half = len(SCENARIOS) // 2
    for rank, (verb, times) in enumerate(zip(sorted(SCENARIOS), cycle(TIMES_TAKEN_BACK), strict=False)):
        with transaction.atomic():
            _act(verb, times)
            _make_room()
        if rank == half:
            for days in DAYS:
                tick(AT + timedelta(days=days))
    for build in dict.fromkeys(FACTORIES.values()):
        with transaction.atomic():
            build(World())
            _make_room()
    practice.fill(AT)
    _wait_for_a_place()
    _come_in()


def _act(verb: str, times: int) -> None:
    scenario = SCENARIOS[verb](World())
    made = scenario.act()
    if not times and scenario.later:
        scenario.later(made)
    for _ in range(times):
        undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=scenario.by, at=AT)


def _make_room() -> None:
    """Scenarios pass on the ad of the same brief: that of the one before becomes another's."""
    Ad.objects.filter(brief_ref="briefs.brief:1").update(
        brief_ref=Concat(Value("briefs.brief:1000"), F("pk"))
    )
    Consent.objects.filter(subject_id="1").update(subject_id=Concat(Value("1000"), F("pk")))


def _wait_for_a_place() -> None:
    """Two places and five persons: when one gives theirs up, it is offered to the first who waits."""
    world = World()
    occasion = make.occasion(world.chamber, capacity=2)
    taken = [
        sign_up(occasion=occasion, holder=person, by=make.artisan(person), at=AT)
        for person in (make.person(world.chamber) for _ in range(5))
    ]
    withdraw(sign_up=taken[0], by=make.artisan(taken[0].person), at=AT)


@override_settings(ALLOWED_HOSTS=["testserver"])
def _come_in() -> None:
    world = World()
    for role in RIGHT:
        world.client(role).get("/")
