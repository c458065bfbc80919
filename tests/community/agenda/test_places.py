"""Dates with places: who signs up, who reads what, and what becomes of it when the event changes."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from etabli.community.agenda import actions, queries
from etabli.community.agenda.actions import NotFit, NotNow
from etabli.community.agenda.calendar_entries import event_file
from etabli.community.agenda.engine import span_of
from etabli.community.agenda.models import Event, EventDate
from etabli.community.agenda.structured import event_ld
from etabli.community.moderation.actions import decide
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats, tasks
from etabli.foundation.seats.models import Occasion, SignUp
from tests import factories as make
from tests.community.agenda.conftest import (
    DAY,
    REASON,
    case_of,
    first_date,
    now,
    of_board,
    proposed,
    published,
    span,
)
from tests.community.conftest import AT, as_member, enter, join

LINK = "https://visio.example.org/salle-42"


def with_places(world: SimpleNamespace, capacity: int = 2, **changes: Any) -> EventDate:
    """The date of a published event of the member."""
    date = first_date(published(world, **changes))
    return actions.set_places(date=date, capacity=capacity, by=as_member(world.member), at=AT)


def places(date: EventDate) -> Occasion:
    occasion = EventDate.objects.get(pk=date.pk).occasion
    assert occasion is not None
    return occasion


def come(date: EventDate, by: Viewer, at: Any = AT) -> SignUp:
    return seats.sign_up(occasion=places(date), holder=User.objects.get(pk=by.user_id), by=by, at=at)


def page_of(viewer: Viewer, date: EventDate) -> queries.EventPage:
    return queries.event_page(viewer, now(Event(pk=date.event_id)), at=AT)


def shown_places(viewer: Viewer, date: EventDate) -> Any:
    [line] = page_of(viewer, date).dates
    return line.places


def take_back(verb: str, by: Viewer) -> str:
    return undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=by, at=AT)


def told(who: Viewer, date: EventDate | None = None) -> str:
    """The last message that they read, of this date."""
    about = f"occasion:{date.occasion_id}:" if date is not None else ""
    return make.shown(owner=who.party_id, key__startswith=about)[-1].text


def test_its_author_alone_gives_a_date_places_and_takes_that_back(world: SimpleNamespace) -> None:
    author, date = as_member(world.member), first_date(published(world))
    with pytest.raises(NotAllowed):
        actions.set_places(date=date, capacity=3, by=as_member(world.other_member), at=AT)
    actions.set_places(date=date, capacity=3, by=author, at=AT)
    occasion = places(date)
    assert (occasion.capacity, occasion.title, occasion.place) == (
        3,
        "Apéro des métiers",
        "Maison des projets",
    )
    assert (occasion.starts_at, occasion.ends_at) == (date.starts_at, date.ends_at)
    actions.set_places(date=date, capacity=5, by=author, at=AT)
    take_back("agenda.set_places", author)
    assert places(date).capacity == 3
    undo(entry=Entry.objects.filter(verb="agenda.set_places").earliest("pk"), by=author, at=AT)
    assert EventDate.objects.get(pk=date.pk).occasion is None
    undo(entry=Entry.objects.filter(verb="agenda.set_places").latest("pk"), by=author, at=AT)
    assert places(date).capacity == 3


@pytest.mark.parametrize("capacity", [0, 501, -1])
def test_a_number_of_places_that_cannot_be_is_refused(world: SimpleNamespace, capacity: int) -> None:
    with pytest.raises(NotFit):
        with_places(world, capacity)


def test_a_whole_day_has_no_places_until_it_has_hours(world: SimpleNamespace) -> None:
    day = DAY.date()
    whole_day = span_of(day, last=None, begins=None, ends=None, zone=make.paris())
    date = first_date(published(world, dates=[whole_day]))
    with pytest.raises(NotFit, match="heures"):
        actions.set_places(date=date, capacity=3, by=as_member(world.member), at=AT)
    other = with_places(world)
    with pytest.raises(NotFit, match="heures"):
        actions.move_date(date=other, span=whole_day, reason=REASON, by=as_member(world.member), at=AT)
    assert EventDate.objects.get(pk=other.pk).is_all_day is False


def test_places_are_not_taken_off_nor_made_fewer_than_are_taken(world: SimpleNamespace) -> None:
    author, date = as_member(world.member), with_places(world)
    for name in ("Ada", "Basile"):
        come(date, as_member(join(world, name)))
    with pytest.raises(NotNow):
        actions.set_places(date=date, capacity=None, by=author, at=AT)
    with pytest.raises(seats.CapacityTaken):
        actions.set_places(date=date, capacity=1, by=author, at=AT)
    assert (places(date).capacity, places(date).taken) == (2, 2)


def test_nobody_takes_a_place_of_a_date_whose_places_were_taken_off(world: SimpleNamespace) -> None:
    author, reader, date = as_member(world.member), as_member(world.other_member), with_places(world)
    occasion = places(date)
    row = come(date, reader)
    seats.withdraw(sign_up=row, by=reader, at=AT)
    actions.set_places(date=date, capacity=None, by=author, at=AT)
    with pytest.raises(seats.OccasionClosed):
        seats.sign_up(occasion=occasion, holder=User.objects.get(pk=reader.user_id), by=reader, at=AT)
    with pytest.raises(seats.OccasionClosed):
        take_back("seats.withdraw", reader)
    assert SignUp.objects.get().status == "withdrawn"
    take_back("agenda.set_places", author)
    assert places(date) == occasion
    take_back("seats.withdraw", reader)
    assert SignUp.objects.get().status == "seated"


def test_full_given_back_offered_taken(world: SimpleNamespace) -> None:
    date = with_places(world, 1)
    first, second = as_member(world.other_member), as_member(join(world, "Ada"))
    held, waits = come(date, first), come(date, second)
    assert shown_places(first, date).own.status == "seated"
    assert (shown_places(second, date).own.status, shown_places(second, date).position) == ("waiting", 1)
    seats.withdraw(sign_up=held, by=first, at=AT)
    assert shown_places(second, date).own.status == "offered"
    assert "gardée" in told(second)
    seats.accept(sign_up=waits, by=second, at=AT)
    assert shown_places(second, date).own.status == "seated"
    assert shown_places(first, date).own is None
    assert shown_places(first, date).may_sign_up


def test_nobody_joins_what_is_not_out_called_off_or_of_another_association(
    client: Client, world: SimpleNamespace
) -> None:
    author = as_member(world.member)
    waiting = first_date(proposed(world))
    actions.set_places(date=waiting, capacity=2, by=author, at=AT)
    address = reverse("agenda:sign_up", args=[waiting.pk])
    enter(client, world.member.user)
    assert client.post(address).status_code == 404
    decide(case=case_of(waiting.event), accept=True, by=world.board, at=AT)
    client.post(address)
    assert SignUp.objects.get().holder_id == world.member.user.party_id
    elsewhere = make.member(make.association("Ailleurs"))
    enter(client, elsewhere.user)
    assert client.post(address).status_code == 404
    actions.cancel_date(date=waiting, reason=REASON, by=author, at=AT)
    enter(client, world.other_member.user)
    assert client.post(address).status_code == 404
    assert SignUp.objects.count() == 1


def test_a_date_that_moves_and_one_that_is_called_off_are_told_to_who_signed_up(
    world: SimpleNamespace,
) -> None:
    author, reader = as_member(world.member), as_member(world.other_member)
    date = with_places(world)
    come(date, reader)
    moved = span(DAY + timedelta(days=1))
    actions.move_date(date=date, span=moved, reason="La salle a changé.", by=author, at=AT)
    assert places(date).starts_at == moved.starts_at
    assert "5\N{NO-BREAK SPACE}février" in told(reader)
    assert "La salle a changé." in told(reader)
    take_back("agenda.move_date", author)
    assert places(date).starts_at == DAY
    assert "4\N{NO-BREAK SPACE}février" in told(reader)
    actions.cancel_date(date=EventDate.objects.get(pk=date.pk), reason=REASON, by=author, at=AT)
    assert REASON in told(reader)
    assert places(date).cancelled_at is not None
    sentence = take_back("agenda.cancel_date", author)
    assert "sans ses places" in sentence
    assert shown_places(reader, date) is None
    actions.set_places(date=EventDate.objects.get(pk=date.pk), capacity=4, by=author, at=AT)
    assert shown_places(reader, date).may_sign_up


def test_the_event_that_is_corrected_called_off_or_withdrawn_is_told(world: SimpleNamespace) -> None:
    author, reader = as_member(world.member), as_member(world.other_member)
    dates = [with_places(world) for _ in range(3)]
    for date in dates:
        come(date, reader)
    corrected, cancelled, withdrawn = (now(date.event) for date in dates)
    actions.correct(
        event=corrected, details=replace(corrected.details, place="Salle du lac"), by=author, at=AT
    )
    assert "Salle du lac" in told(reader, dates[0])
    take_back("agenda.correct", author)
    assert places(dates[0]).place == "Maison des projets"
    actions.cancel(event=cancelled, reason=REASON, by=author, at=AT)
    assert REASON in told(reader, dates[1])
    actions.withdraw(event=withdrawn, by=author, at=AT)
    assert [places(date).cancelled_at is None for date in dates] == [True, False, False]
    assert "l’événement a été retiré" in told(reader, dates[2])


def test_the_link_is_for_who_has_a_place_and_who_runs_it(world: SimpleNamespace) -> None:
    date = with_places(world, 1, is_online=True, link=LINK, is_open=True)
    first, second = as_member(world.other_member), as_member(join(world, "Ada"))
    come(date, first)
    come(date, second)
    assert page_of(first, date).link == LINK
    assert page_of(as_member(world.member), date).link == LINK
    assert page_of(world.board, date).link == LINK
    assert page_of(second, date).link == ""
    assert page_of(Viewer.nobody(), date).link == ""
    event = now(date.event)
    assert LINK not in event_file(event, at=AT).decode().replace("\r\n ", "")
    assert LINK not in str(event_ld(page_of(first, date)))
    assert LINK in told(first)
    assert LINK not in told(second)


def test_the_link_of_what_has_no_places_is_for_all(world: SimpleNamespace) -> None:
    event = published(world, is_online=True, link=LINK, is_open=True)
    assert page_of(Viewer.nobody(), first_date(event)).link == LINK
    assert LINK in event_file(event, at=AT).decode().replace("\r\n ", "")


def test_names_are_for_its_author_and_the_board_and_for_members_by_choice(world: SimpleNamespace) -> None:
    date = with_places(world)
    reader, other = as_member(world.other_member), as_member(join(world, "Ada"))
    row = come(date, reader)
    for runs in (as_member(world.member), world.board):
        assert [each.name for each in shown_places(runs, date).roll.seated] == [row.name]
    assert shown_places(other, date).roll is None
    assert list(shown_places(other, date).names) == []
    with pytest.raises(NotAllowed):
        seats.show(sign_up=row, is_shown=True, by=world.board, at=AT)
    seats.show(sign_up=row, is_shown=True, by=reader, at=AT)
    assert list(shown_places(other, date).names) == [row.name]
    take_back("seats.show", reader)
    assert list(shown_places(other, date).names) == []


def test_on_the_last_day_its_author_gives_a_free_place(client: Client, world: SimpleNamespace) -> None:
    date = with_places(world, 1)
    first, second = as_member(world.other_member), as_member(join(world, "Ada"))
    held, waits = come(date, first), come(date, second)
    morning = DAY - timedelta(hours=6)
    seats.withdraw(sign_up=held, by=first, at=morning)
    waits.refresh_from_db()
    assert waits.status == "waiting"
    with pytest.raises(NotAllowed):
        seats.give_seat(sign_up=waits, by=first, at=morning)
    seats.give_seat(sign_up=waits, by=as_member(world.member), at=morning)
    waits.refresh_from_db()
    assert waits.status == "seated"
    undo(entry=Entry.objects.latest("pk"), by=as_member(world.member), at=morning, mine=True)
    enter(client, world.other_member.user)
    address = reverse("agenda:give_place", args=[waits.pk])
    assert client.post(address).status_code == 404
    enter(client, world.member.user)
    client.post(address)
    waits.refresh_from_db()
    assert waits.status == "seated"


def test_who_comes_is_reminded_the_day_before(world: SimpleNamespace) -> None:
    date, reader = with_places(world), as_member(world.other_member)
    come(date, reader)
    tasks.remind_due(DAY - timedelta(hours=20))
    assert "C’est demain." in told(reader)


def test_the_associations_own_is_run_by_its_board(world: SimpleNamespace) -> None:
    date = first_date(of_board(world))
    actions.set_places(date=date, capacity=2, by=world.board, at=AT)
    reader = as_member(world.member)
    come(date, reader)
    actions.move_date(date=date, span=span(DAY + timedelta(days=2)), reason=REASON, by=world.board, at=AT)
    assert "6\N{NO-BREAK SPACE}février" in told(reader)


def test_by_its_pages(client: Client, world: SimpleNamespace) -> None:
    date = first_date(published(world, price_cents=1200))
    page, form = reverse("agenda:event", args=[date.event_id]), reverse("agenda:set_places", args=[date.pk])
    enter(client, world.member.user)
    assert form in client.get(page).content.decode()
    assert client.post(form, {"capacity": "douze"}).status_code == 422
    assert client.post(form, {"capacity": "1"}, follow=True).redirect_chain[-1][0] == page
    enter(client, world.other_member.user)
    assert client.get(form).status_code == 404
    assert (
        "payer sur place" in client.get(page).content.decode()
        or "se paie sur place" in client.get(page).content.decode()
    )
    client.post(reverse("agenda:sign_up", args=[date.pk]))
    row = SignUp.objects.get()
    text = client.get(page).content.decode()
    assert "Vous avez une place" in text
    client.post(reverse("seats:show", args=[row.pk]), {"show": "yes", "back": page})
    assert SignUp.objects.get().is_shown
    assert "BEGIN:VEVENT" in client.get(reverse("seats:calendar", args=[row.pk])).content.decode()
    client.post(reverse("seats:withdraw", args=[row.pk]), {"back": page})
    assert SignUp.objects.get().status == "withdrawn"
    client.post(reverse("agenda:sign_up", args=[date.pk]))
    assert (SignUp.objects.get().status, SignUp.objects.get().is_shown) == ("seated", False)
    enter(client, world.member.user)
    refused = client.post(form, {"capacity": ""})
    assert "se sont inscrites" in refused.content.decode()


def test_the_page_takes_as_many_statements_for_three_who_come_as_for_one(world: SimpleNamespace) -> None:
    date, counts = with_places(world, 5), []
    viewer = as_member(world.member)
    for names in (["Ada"], ["Basile", "Cleo"]):
        for name in names:
            come(date, as_member(join(world, name)))
        event = now(date.event)
        with CaptureQueriesContext(connection) as statements:
            page = queries.event_page(viewer, event, at=AT)
            assert page.dates[0].places is not None
            assert page.dates[0].places.roll is not None
            assert [row.name for row in page.dates[0].places.roll.seated]
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_what_was_set_and_then_changed_is_not_taken_back(world: SimpleNamespace) -> None:
    author, date = as_member(world.member), with_places(world)
    first = Entry.objects.filter(verb="agenda.set_places").latest("pk")
    actions.set_places(date=date, capacity=7, by=author, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=first, by=author, at=AT)
