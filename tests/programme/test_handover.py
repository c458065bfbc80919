"""Somebody leaves: what bears their name goes to a colleague, who is told once, and it can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.topic_messages import try_to_write_words
from etabli.foundation.people.actions.organisations import (
    CannotTakeOver,
    end_role,
    hand_over_responsibilities,
)
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.queries.organisations import handovers_of, successors_of
from etabli.foundation.people.viewer import of_membership
from etabli.programme.diary.actions import hold_half_day
from etabli.programme.diary.models import HalfDay
from etabli.programme.journeys.models import ContactNote as CallNote
from etabli.programme.outreach.models import Mailing
from etabli.programme.showcase.models import Story
from etabli.programme.support.actions import call_off
from etabli.programme.support.models import Appointment
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.session_changes import plan_of
from etabli.territory.relays.models import ContactNote
from tests import factories as make
from tests.programme.trip import AT, Trip

pytestmark = pytest.mark.django_db
TAKEN_OVER, HALF_DAY = "notices.handed_over", "support.half_day"


@pytest.fixture
def trip() -> Iterator[Trip]:
    with time_machine.travel(AT, tick=False):
        yield Trip()


@pytest.fixture
def colleague(trip: Trip) -> Membership:
    return make.membership(trip.chamber, of=make.user("Camille Exemple"))


def left(trip: Trip) -> list[str]:
    return [thing.key for thing in handovers_of(trip.manager, trip.post, AT)]


def give(trip: Trip, to: Membership, *keys: str) -> Entry:
    things = [thing for thing in handovers_of(trip.manager, trip.post, AT) if not keys or thing.key in keys]
    hand_over_responsibilities(membership=trip.post, handovers=things, to=to, by=trip.manager, at=AT)
    return Entry.objects.filter(verb="people.hand_over").latest("pk")


def told(kind: str) -> list[str]:
    """The messages of this kind that wait to be read, in their words."""
    notices = [
        notice for notice in Notice.objects.filter(kind=kind).order_by("pk") if try_to_write_words(notice)
    ]
    return [f"{notice.title} {notice.text}" for notice in notices]


def busy(trip: Trip, of: Membership, on: date, half: str = "am") -> HalfDay:
    return hold_half_day(adviser=of.user, on=on, half=half, what="Salon des métiers", by=trip.manager, at=AT)


def test_all_of_it_bears_the_new_name_and_each_is_told_once(trip: Trip, colleague: Membership) -> None:
    sessions = [trip.session(), trip.session(trip.blaye, days=11)]
    appointment = trip.booked(trip.person(name="Anne Test"))
    Notice.objects.all().delete()  # as if they had read that it is booked
    give(trip, colleague)
    for session in sessions:
        session.refresh_from_db()
        assert session.adviser == colleague.user
        assert {row.adviser_id for row in session.half_days.filter(released_at=None)} == {colleague.user_id}
    appointment.refresh_from_db()
    assert appointment.half_day.adviser == colleague.user
    assert not HalfDay.objects.filter(adviser=trip.post.user, released_at=None).exists()
    assert left(trip) == []
    (to_colleague,) = told(TAKEN_OVER)
    assert to_colleague.count("– ") == 3
    (to_artisan,) = told(HALF_DAY)
    assert "Camille Exemple" in to_artisan
    assert trip.post.user.name in to_artisan


def test_given_in_several_times_it_is_still_one_message(trip: Trip, colleague: Membership) -> None:
    first, second = trip.session(), trip.session(trip.blaye, days=11)
    give(trip, colleague, f"session-{first.pk}")
    give(trip, colleague, f"session-{second.pk}")
    (to_colleague,) = told(TAKEN_OVER)
    assert to_colleague.count("– ") == 2


def test_taken_back_before_anybody_knew_nothing_is_told(trip: Trip, colleague: Membership) -> None:
    session, appointment = trip.session(), trip.booked(trip.person())
    Notice.objects.all().delete()
    entry = give(trip, colleague)
    undo(entry=entry, by=trip.manager, at=AT)
    session.refresh_from_db()
    appointment.refresh_from_db()
    assert (session.adviser, appointment.half_day.adviser) == (trip.post.user, trip.post.user)
    assert told(TAKEN_OVER) == told(HALF_DAY) == []
    undo(entry=Entry.objects.filter(verb="people.hand_over").latest("pk"), by=trip.manager, at=AT)
    session.refresh_from_db()
    assert session.adviser == colleague.user, "what was taken back is given again"
    assert len(told(TAKEN_OVER)) == len(told(HALF_DAY)) == 1


def test_taken_back_once_they_know_each_is_told_again_once(trip: Trip, colleague: Membership) -> None:
    trip.session()
    trip.booked(trip.person())
    Notice.objects.all().delete()
    entry = give(trip, colleague)
    Notice.objects.update(read_at=AT, shown_at=AT)
    undo(entry=entry, by=trip.manager, at=AT)
    unread = Notice.objects.filter(read_at=None)
    assert sorted(unread.values_list("kind", flat=True)) == [TAKEN_OVER, HALF_DAY]
    assert told(TAKEN_OVER)[-1].count("– ") == 2
    assert "n’est plus" in told(TAKEN_OVER)[-1] or "no longer" in told(TAKEN_OVER)[-1]


def test_an_artisan_who_has_not_read_the_booking_reads_it_with_the_new_name(
    trip: Trip, colleague: Membership
) -> None:
    trip.booked(trip.person())
    give(trip, colleague)
    (notice,) = Notice.objects.filter(kind=HALF_DAY)
    assert try_to_write_words(notice)
    assert notice.contact == "Camille Exemple"
    assert "place" not in notice.title
    assert trip.post.user.name not in notice.text


def test_a_half_day_that_is_taken_says_by_what(trip: Trip, colleague: Membership) -> None:
    session = trip.session()
    day = session.occasion.starts_at.date()
    busy(trip, colleague, day, session.half_days.get().half)
    (thing,) = handovers_of(trip.manager, trip.post, AT)
    assert "Salon des métiers" in thing.why_not(colleague.user)
    with pytest.raises(CannotTakeOver, match="Salon des métiers"):
        hand_over_responsibilities(
            membership=trip.post, handovers=[thing], to=colleague, by=trip.manager, at=AT
        )
    session.refresh_from_db()
    assert session.adviser == trip.post.user


def test_whoever_gives_it_with_them_goes_on_alone(trip: Trip, colleague: Membership) -> None:
    session = trip.session()
    plan = plan_of(session)
    with_others = replace(plan, co_advisers=(colleague.user,))
    workshops.change_session(session=session, wanted=with_others, by=trip.adviser, at=AT)
    give(trip, colleague)
    session.refresh_from_db()
    assert session.adviser == colleague.user
    assert not session.co_advisers.exists()


def test_what_is_over_stays_with_whoever_did_it(trip: Trip, colleague: Membership) -> None:
    trip.session(days=1)
    with time_machine.travel(AT + timedelta(days=3), tick=False):
        assert not [
            thing for thing in handovers_of(trip.manager, trip.post, AT + timedelta(days=3)) if thing.give
        ]


def test_once_the_role_has_ended_it_is_not_taken_back(trip: Trip, colleague: Membership) -> None:
    trip.session()
    entry = give(trip, colleague)
    end_role(membership=trip.post, by=trip.manager, at=AT)
    with pytest.raises(ActionError):
        undo(entry=entry, by=trip.manager, at=AT)


def test_only_advisers_of_this_chamber_take_over(trip: Trip, colleague: Membership) -> None:
    assert successors_of(trip.post) == [colleague]


# The page


def manager_of(trip: Trip, client: Client) -> Client:
    post = Membership.objects.get(organisation=trip.chamber, role=Role.MANAGER)
    return make.become(client, membership=post)


def test_three_clicks_from_the_desk(trip: Trip, colleague: Membership, client: Client) -> None:
    trip.session()
    browser, page = manager_of(trip, client), f"/equipe/roles/{trip.post.pk}/confier/"
    assert 'href="/equipe/"' in browser.get("/bureau/", follow=True).content.decode()
    assert f'href="{page}"' in browser.get("/equipe/").content.decode()
    shown = unescape(browser.get(page).content.decode())
    assert f'name="everything" value="{colleague.pk}"' in shown
    done = browser.post(page, {"everything": colleague.pk}, follow=True)
    assert "Camille Exemple" in done.content.decode()
    assert left(trip) == []


def test_every_page_counts_the_same_things(trip: Trip, colleague: Membership, client: Client) -> None:
    """What a colleague can be given apart from what is open to all, whoever reads it and however much there is."""
    for days in range(9):
        trip.session(days=20 + days)
    author = trip.post.user
    Mailing.objects.create(chamber=trip.chamber, author=author, subject="Lettre", body="…", created_at=AT)
    browser, role = manager_of(trip, client), f"/equipe/roles/{trip.post.pk}"
    pages = [unescape(browser.get(f"{role}/{name}/").content.decode()) for name in ("confier", "fin")]
    for page in pages:
        assert "9 choses" in page
        given, open_to_all = page.split("Ouvert à tous les collègues")
        assert "Lettre" in open_to_all
        assert "Lettre" not in given
    done = browser.post(f"{role}/confier/", {"everything": colleague.pk}, follow=True)
    assert "9 choses sont confiées" in unescape(done.content.decode())
    for name in ("confier", "fin"):
        page = unescape(browser.get(f"{role}/{name}/").content.decode())
        assert " choses" not in page.split("Ouvert à tous les collègues")[0]


def test_one_by_one_and_the_reason_beside_what_stays(
    trip: Trip, colleague: Membership, client: Client
) -> None:
    first, second = trip.session(), trip.session(trip.blaye, days=11)
    busy(trip, colleague, second.occasion.starts_at.date(), second.half_days.get().half)
    browser, page = manager_of(trip, client), f"/equipe/roles/{trip.post.pk}/confier/"
    browser.post(page, {f"session-{first.pk}": colleague.pk})
    assert left(trip) == [f"session-{second.pk}"]
    refused = unescape(browser.post(page, {"everything": colleague.pk}, follow=True).content.decode())
    assert "Salon des métiers" in refused
    assert left(trip) == [f"session-{second.pk}"]
    browser.post(page, {f"session-{second.pk}": "0"})
    assert left(trip) == [f"session-{second.pk}"], "nobody of this chamber"


def test_what_was_handed_over_can_be_run_by_its_new_adviser(trip: Trip, colleague: Membership) -> None:
    session, appointment = trip.session(), trip.booked(trip.person())
    give(trip, colleague)
    by = of_membership(colleague)
    workshops.call_off(session=session, reason="neige", by=by, at=AT)
    call_off(appointment=Appointment.objects.get(pk=appointment.pk), by=by, at=AT)
    assert not HalfDay.objects.filter(adviser=colleague.user, released_at=None).exists()


def test_what_every_colleague_may_go_on_with_is_a_link(trip: Trip) -> None:
    person, author = trip.person(name="Anne Test"), trip.post.user
    day = AT.date() + timedelta(days=5)
    CallNote.objects.create(
        chamber=trip.chamber,
        person=person,
        kind="call",
        outcome="call_back",
        again_on=day,
        at=AT,
        author=author,
    )
    relay = trip.relay()
    ContactNote.objects.create(
        relay=relay,
        kind="call",
        text="D’accord",
        next_step="Porter l’affiche",
        next_on=day,
        at=AT,
        author=author,
    )
    Mailing.objects.create(chamber=trip.chamber, subject="La rentrée", body="…", author=author, created_at=AT)
    Story.objects.create(chamber=trip.chamber, title="Une vitrine", written_by=author.party, started_at=AT)
    things = handovers_of(trip.manager, trip.post, AT)
    assert all(thing.url and thing.give is None for thing in things)
    said = " ".join(thing.text for thing in things)
    assert all(what in said for what in ("Anne Test", "Porter l’affiche", "La rentrée", "Une vitrine"))
    CallNote.objects.create(
        chamber=trip.chamber, person=person, kind="call", outcome="reached", at=AT + timedelta(hours=1)
    )
    assert "Anne Test" not in " ".join(thing.text for thing in handovers_of(trip.manager, trip.post, AT))
