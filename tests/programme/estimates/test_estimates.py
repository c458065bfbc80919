"""What the desk estimates: kept, the same as the models say, computed again after what changes it."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.tasks import default_task_backend
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.demand.actions import express_wish
from etabli.programme.diary.actions import hold_half_day
from etabli.programme.estimates import queries, tasks
from etabli.programme.estimates.computing import compute, compute_due
from etabli.programme.estimates.kinds import KINDS
from etabli.programme.estimates.models import Estimate
from etabli.programme.outreach.queries.calls import relays_to_call
from etabli.programme.planning.queries.forecast import load
from etabli.programme.planning.queries.themes import next_themes
from etabli.programme.support.queries import requests_waiting
from etabli.programme.workshops.actions import call_off, mark_presence
from etabli.territory.relays.actions import add_contact, note_contact, withdraw_relay
from etabli.territory.relays.models import Relay
from tests import factories as make
from tests.programme.trip import AT, Trip

Asked = list[tuple[int, list[str]]]
Asking = Callable[[Callable[[], object]], Asked]
THEME = {"kind": "theme", "theme_code": "loyalty"}


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT, tick=True) as clock:
        yield clock


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


@pytest.fixture
def asked(django_capture_on_commit_callbacks: Any) -> Asking:
    """(chamber, kinds) of what the worker is asked by this act, which it then does."""

    def run(act: Callable[[], object]) -> Asked:
        worker: Any = default_task_backend
        worker.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        name = tasks.estimate_again.module_path
        waiting = [result.args for result in worker.results if result.task.module_path == name]
        for args in waiting:
            tasks.estimate_again.call(*args)
        return [(chamber, kinds) for chamber, kinds, _since in waiting]

    return run


def shown(viewer: Viewer) -> dict[str, Any]:
    """All that the desk shows of the estimates."""
    at = timezone.now()
    estimates = queries.estimates(viewer, at=at, waiting_requests=len(requests_waiting(viewer, at=at)))
    assert estimates is not None
    return {
        "themes": [(row.theme, row.expectation) for row in estimates.themes],
        "load": estimates.load,
        "calls": [relay.pk for relay in estimates.relays],
    }


def modelled(viewer: Viewer) -> dict[str, Any]:
    """The same, by the models."""
    at = timezone.now()
    ranked = next_themes(viewer, today=timezone.localdate(at)).asked_for[:3]
    return {
        "themes": [(row.theme, row.expectation) for row in ranked],
        "load": load(viewer, at=at, waiting_requests=len(requests_waiting(viewer, at=at))),
        "calls": [call.relay.pk for call in relays_to_call(viewer, at=at).calls],
    }


def relay(trip: Trip) -> Relay:
    made = trip.relay()
    add_contact(relay=made, phone="05 56 00 00 01", by=trip.adviser, at=timezone.now())
    return made


class Programme:
    """Acts of the staff, drawn by lot; some are refused."""

    def __init__(self, trip: Trip, draw: random.Random) -> None:
        self.trip, self.draw = trip, draw
        self.sessions, self.relays = [trip.session(days=10)], [relay(trip)]
        self.days = 0
        self.acts = [
            self.give,
            self.call_off,
            self.mark,
            self.book,
            self.call,
            self.take_off,
            self.hold,
            self.back,
        ]

    def give(self) -> None:
        self.days += 1
        where = self.draw.choice([self.trip.pauillac, self.trip.blaye])
        self.sessions.append(
            self.trip.session(where, days=20 + self.days, theme=self.draw.choice(self.trip.themes))
        )

    def call_off(self) -> None:
        call_off(session=self.draw.choice(self.sessions), reason="", by=self.trip.adviser, at=AT)

    def mark(self) -> None:
        sign_up = self.draw.choice(list(SignUp.objects.order_by("pk")))
        mark_presence(sign_up=sign_up, present=self.draw.random() < 0.7, by=self.trip.adviser, at=AT)

    def book(self) -> None:
        self.days += 1
        self.trip.booked(self.trip.person(), on=date(2027, 1, 11) + timedelta(days=self.days))

    def call(self) -> None:
        note_contact(relay=self.draw.choice(self.relays), kind="call", text="Vu", by=self.trip.adviser, at=AT)

    def take_off(self) -> None:
        withdraw_relay(relay=self.draw.choice(self.relays), by=self.trip.adviser, at=AT)

    def hold(self) -> None:
        self.days += 1
        on = date(2027, 1, 11) + timedelta(days=self.days)
        user = self.trip.post.user
        hold_half_day(adviser=user, on=on, half="pm", what="Salon", by=self.trip.adviser, at=AT)

    def back(self) -> None:
        undo(entry=Entry.objects.latest("pk"), by=self.trip.adviser, at=AT)


@pytest.mark.parametrize("seed", range(5))
def test_after_any_acts_they_are_what_the_models_say(trip: Trip, asked: Asking, seed: int) -> None:
    draw = random.Random(seed)
    programme = Programme(trip, draw)
    held = trip.session(since=AT - timedelta(days=41), days=1)
    for rank in range(4):
        trip.sign_up(held, trip.person(), present=rank < 2)
        trip.wish(trip.person(), on=date(2027, 1, 1), **(THEME if rank % 2 else {}))
    shown(trip.adviser)
    for _number in range(12):
        act = draw.choice(programme.acts)

        def attempt(act: Callable[[], None] = act) -> None:
            with suppress(ActionError):  # what is refused changes nothing
                act()

        asked(attempt)
        assert shown(trip.adviser) == modelled(trip.adviser), act.__name__
    assert shown(trip.manager) == shown(trip.adviser)


def test_each_reader_has_their_language(trip: Trip) -> None:
    trip.wish(trip.person(), **THEME)
    with override("en"):
        english = shown(trip.adviser)["themes"]
    assert shown(trip.adviser)["themes"] == modelled(trip.adviser)["themes"] != english


def test_only_the_kinds_that_an_act_may_change_are_computed_again(trip: Trip, asked: Asking) -> None:
    here, session = relay(trip), trip.session(days=10)
    shown(trip.adviser)
    before = dict(Estimate.objects.values_list("kind", "computed_at"))
    assert asked(lambda: note_contact(relay=here, kind="call", text="Vu", by=trip.adviser, at=AT)) == [
        (trip.chamber.pk, ["calls"])
    ]
    after = dict(Estimate.objects.values_list("kind", "computed_at"))
    assert [kind for kind in KINDS if after[kind] != before[kind]] == ["calls"]
    person = trip.person()
    assert asked(lambda: trip.booked(person)) == [(trip.chamber.pk, ["load", "files"])]
    assert asked(lambda: call_off(session=session, reason="", by=trip.adviser, at=AT)) == [
        (trip.chamber.pk, ["themes", "load", "calls"])
    ]


def test_what_estimates_nothing_asks_for_nothing(trip: Trip, asked: Asking) -> None:
    person = trip.person()
    given = {"name": "Zoé Exemple", "phone": ""}
    assert asked(lambda: correct_person(person=person, **given, by=trip.adviser, at=AT)) == []


def test_what_a_visitor_does_waits_for_the_clock(
    trip: Trip, asked: Asking, now: time_machine.Traveller
) -> None:
    person = trip.person()
    wished = {"chamber": trip.chamber, "person": person, "source": "catalogue", **THEME}
    before = shown(trip.adviser)
    assert asked(lambda: express_wish(**wished, by=make.artisan(person), at=AT)) == []
    assert shown(trip.adviser) == before
    now.move_to(AT + timedelta(minutes=11))
    assert compute_due(timezone.now()) == len(KINDS)
    assert shown(trip.adviser) == modelled(trip.adviser) != before
    assert compute_due(timezone.now()) == 0, "a minute later there is nothing to do"


def test_requests_that_wait_are_counted_at_each_visit(trip: Trip) -> None:
    assert shown(trip.adviser)["load"].waiting == 0
    trip.wish(trip.person())
    assert shown(trip.adviser)["load"].waiting == 1


def test_a_burst_of_acts_is_computed_once(trip: Trip, django_assert_num_queries: Any) -> None:
    shown(trip.adviser)
    asked_at = timezone.now().isoformat()
    tasks.estimate_again.call(trip.chamber.pk, list(KINDS), asked_at)
    with django_assert_num_queries(1):
        tasks.estimate_again.call(trip.chamber.pk, list(KINDS), asked_at)


def test_a_desk_that_nobody_opened_costs_nothing(trip: Trip) -> None:
    tasks.estimate_again.call(trip.chamber.pk, list(KINDS), timezone.now().isoformat())
    assert compute_due(timezone.now()) == 0
    assert not Estimate.objects.exists()


def test_what_began_earlier_does_not_replace_what_is_later(trip: Trip) -> None:
    later = compute(trip.chamber.pk, "load", AT + timedelta(minutes=2))
    compute(trip.chamber.pk, "load", AT)
    assert Estimate.objects.get().computed_at == later.computed_at


@pytest.mark.parametrize(
    "stale", [{"version": 0, "values": {}}, {"computed_at": AT - timedelta(hours=2), "values": {}}]
)
def test_of_another_version_or_too_old_it_is_computed_at_the_visit(trip: Trip, stale: dict[str, Any]) -> None:
    trip.wish(trip.person(), **THEME)
    shown(trip.adviser)
    Estimate.objects.update(**stale)
    assert shown(trip.adviser) == modelled(trip.adviser)


def test_what_is_gone_since_is_left_out(trip: Trip) -> None:
    here = relay(trip)
    assert shown(trip.adviser)["calls"] == [here.pk]
    Relay.objects.update(withdrawn_at=AT)
    assert shown(trip.adviser)["calls"] == []


def test_no_name_is_kept(trip: Trip) -> None:
    trip.wish(trip.person(name="Zoé Exemple"), **THEME)
    relay(trip)
    shown(trip.adviser)
    kept = json.dumps(list(Estimate.objects.values_list("values", flat=True)), ensure_ascii=False)
    assert "Zoé" not in kept
    assert "Mairie" not in kept
    assert '"loyalty"' in kept


def test_each_chamber_has_its_own_and_nobody_else_any(trip: Trip) -> None:
    relay(trip)
    assert shown(trip.adviser)["calls"]
    assert not shown(trip.next_door)["calls"]
    for other in (Viewer.nobody(), make.artisan(trip.person())):
        assert queries.estimates(other, at=AT, waiting_requests=0) is None


def test_the_desk_says_when_it_was_estimated(trip: Trip, client: Client, now: time_machine.Traveller) -> None:
    trip.wish(trip.person(), **THEME)
    now.move_to(AT + timedelta(minutes=5))
    make.become(client, membership=trip.post)
    assert "Estimé à 10\u00a0h\u00a005" in client.get("/bureau/").text
    now.move_to(AT + timedelta(minutes=7))
    assert "Estimé à 10\u00a0h\u00a005" in client.get("/bureau/").text
