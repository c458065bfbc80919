"""A place is taken, waited for, given back, taken back, at the door too; and each person is told the truth once."""

from datetime import datetime, timedelta

import pytest

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation
from etabli.foundation.seats import actions, queries
from etabli.foundation.seats.models import Occasion, SignUp
from tests import factories as make
from tests.factories import AT
from tests.foundation.seats.steps import LATER, NOBODY, calendar_of, fresh, leave, mails, seat

pytestmark = pytest.mark.django_db


def test_places_then_waiting_list_in_order(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=2)
    taken = [seat(occasion) for _ in range(4)]
    assert [row.status for row in taken] == ["seated", "seated", "waiting", "waiting"]
    assert [queries.position(row) for row in taken[2:]] == [1, 2]
    assert fresh(occasion).taken == 2
    roll = queries.roll(make.adviser(chamber), occasion)
    assert [row.pk for row in roll.seated + roll.waiting] == [row.pk for row in taken]


def test_a_newcomer_waits_behind_who_waits_whatever_is_free(chamber: Organisation) -> None:
    """Places may be free while somebody waits: between a larger room and the offers that follow."""
    occasion = make.occasion(chamber, capacity=1)
    _, waiting = seat(occasion), seat(occasion)
    Occasion.objects.filter(pk=occasion.pk).update(capacity=3)
    newcomer = seat(fresh(occasion))
    assert (newcomer.status, fresh(occasion).taken) == ("waiting", 1)
    assert [queries.position(row) for row in (waiting, newcomer)] == [1, 2]


def test_nobody_signs_up_twice(chamber: Organisation) -> None:
    occasion, person = make.occasion(chamber), make.person(chamber)
    first = seat(occasion, person)
    with pytest.raises(actions.AlreadySignedUp) as refusal:
        seat(occasion, person)
    assert refusal.value.sign_up == first
    assert fresh(occasion).taken == fresh(occasion).arrivals == 1


def test_sign_up_ends_when_it_begins_or_is_called_off(chamber: Organisation) -> None:
    begun, called_off = make.occasion(chamber), make.occasion(chamber)
    with pytest.raises(actions.OccasionClosed):
        seat(begun, at=begun.starts_at)
    actions.cancel_occasion(occasion=called_off, reason="neige", by=make.adviser(chamber), at=AT)
    with pytest.raises(actions.OccasionClosed):
        seat(called_off)


def test_who_leaves_the_waiting_list_frees_no_place(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    seat(occasion)
    first, second = seat(occasion), seat(occasion)
    leave()
    actions.withdraw(sign_up=first, by=make.artisan(first.person), at=LATER)
    assert fresh(second).status == "waiting"
    assert queries.position(second) == 1
    gone = mails(first.person)[-1]
    assert not gone.calendar, "there was nothing in their calendar"
    assert "liste d’attente" in gone.body


def test_withdrawing_twice_is_refused(chamber: Organisation) -> None:
    row = seat(make.occasion(chamber))
    actions.withdraw(sign_up=row, by=make.artisan(row.person), at=LATER)
    with pytest.raises(actions.AlreadyWithdrawn):
        actions.withdraw(sign_up=row, by=make.artisan(row.person), at=LATER)
    assert fresh(row.occasion).taken == 0


def test_once_begun_only_the_staff_gives_a_place_back(chamber: Organisation) -> None:
    row = seat(make.occasion(chamber))
    with pytest.raises(actions.OccasionClosed):
        actions.withdraw(sign_up=row, by=make.artisan(row.person), at=row.occasion.starts_at)
    actions.withdraw(sign_up=row, by=make.adviser(chamber), at=row.occasion.starts_at)
    assert fresh(row).status == "withdrawn"


def test_only_those_concerned_give_a_place_back(chamber: Organisation) -> None:
    row = seat(make.occasion(chamber))
    other = make.person(chamber)
    wrong = [
        NOBODY,
        make.artisan(other),
        make.adviser(make.chamber("Voisine")),
        make.bearer(other, "sign_up", row.pk + 1),
        make.bearer(row.person, "sign_up", row.pk + 2),
    ]
    for by in wrong:
        with pytest.raises(NotAllowed):
            actions.withdraw(sign_up=row, by=by, at=LATER)
        with pytest.raises(queries.NotVisible):
            queries.get_sign_up(by, row.pk)
        if by is not NOBODY:
            with pytest.raises(NotAllowed):
                undo(entry=Entry.objects.latest("pk"), by=by, at=LATER)
    actions.withdraw(sign_up=row, by=make.bearer(row.person, "sign_up", row.pk), at=LATER)


def test_signing_up_again_goes_to_the_end_of_the_list(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    holder, first = seat(occasion), seat(occasion)
    actions.withdraw(sign_up=holder, by=make.artisan(holder.person), at=LATER)
    again = seat(occasion, holder.person, at=LATER)
    assert (again.pk, again.status) == (holder.pk, "waiting")
    assert again.number > fresh(first).number


# Undo


def test_undo_of_a_sign_up_gives_the_place_back(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    row, waiting = seat(occasion), seat(occasion)
    entry = Entry.objects.order_by("pk").first()
    assert entry is not None
    undo(entry=entry, by=make.adviser(chamber), at=LATER)
    assert [fresh(row).status, fresh(waiting).status] == ["withdrawn", "offered"]


def test_undo_of_a_withdrawal_takes_the_place_again(chamber: Organisation) -> None:
    row = seat(make.occasion(chamber))
    by = make.artisan(row.person)
    leave()
    actions.withdraw(sign_up=row, by=by, at=LATER)
    leave()
    undo(entry=Entry.objects.latest("pk"), by=by, at=LATER + timedelta(minutes=1))
    assert fresh(row).status == "seated"
    assert fresh(row.occasion).taken == 1
    calendars = [calendar_of(mail) for mail in mails(row.person)]
    assert [whole["METHOD"] for whole, _event in calendars] == ["REQUEST", "CANCEL", "REQUEST"]
    editions = [event["SEQUENCE"] for _whole, event in calendars]
    assert editions == sorted(set(editions)), "each one replaces the one before"


def test_undo_of_a_withdrawal_stands_first_when_the_place_has_gone(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    holder, first, second = (seat(occasion) for _ in range(3))
    by = make.artisan(holder.person)
    actions.withdraw(sign_up=holder, by=by, at=LATER)
    undo(entry=Entry.objects.latest("pk"), by=by, at=LATER + timedelta(minutes=59))
    assert [fresh(row).status for row in (holder, first, second)] == ["waiting", "offered", "waiting"]
    assert queries.position(fresh(holder)) == 1
    assert "en tête de la liste" in mails(holder.person)[-1].body


def test_after_the_hour_a_withdrawal_stands(chamber: Organisation) -> None:
    row = seat(make.occasion(chamber))
    by = make.artisan(row.person)
    actions.withdraw(sign_up=row, by=by, at=LATER)
    with pytest.raises(CannotUndo, match="heure"):
        undo(entry=Entry.objects.latest("pk"), by=by, at=LATER + timedelta(minutes=61))


def test_undo_of_leaving_the_waiting_list_is_offered_a_place_that_came_free_meanwhile(
    chamber: Organisation,
) -> None:
    occasion = make.occasion(chamber, capacity=1)
    holder, waiting = seat(occasion), seat(occasion)
    by = make.artisan(waiting.person)
    actions.withdraw(sign_up=waiting, by=by, at=LATER)
    left = Entry.objects.latest("pk")
    actions.withdraw(sign_up=holder, by=make.artisan(holder.person), at=LATER)
    undo(entry=left, by=by, at=LATER)
    assert fresh(waiting).status == "offered"
    assert fresh(occasion).taken == 1


def test_undo_of_a_withdrawal_is_refused_once_called_off(chamber: Organisation) -> None:
    row = seat(make.occasion(chamber))
    by = make.artisan(row.person)
    actions.withdraw(sign_up=row, by=by, at=LATER)
    entry = Entry.objects.latest("pk")
    actions.cancel_occasion(occasion=row.occasion, reason="neige", by=make.adviser(chamber), at=LATER)
    with pytest.raises(actions.OccasionClosed):
        undo(entry=entry, by=by, at=LATER)


def test_once_begun_only_the_staff_takes_back_and_nobody_is_told(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    row, waiting = seat(occasion), seat(occasion)
    sign_up, begun = Entry.objects.get(subject_id=row.pk), occasion.starts_at
    told = make.mails().count()
    by = make.artisan(row.person)
    with pytest.raises(actions.OccasionClosed):
        undo(entry=sign_up, by=by, at=begun, mine=True)
    undo(entry=sign_up, by=make.adviser(chamber), at=begun)
    assert [fresh(row).status, fresh(waiting).status] == ["withdrawn", "waiting"]
    with pytest.raises(actions.OccasionClosed):
        undo(entry=Entry.objects.get(undoes=sign_up), by=by, at=begun, mine=True)
    undo(entry=Entry.objects.get(undoes=sign_up), by=make.adviser(chamber), at=begun)
    assert fresh(row).status == "seated"
    assert make.mails().count() == told


def test_a_place_of_what_was_called_off_is_not_given_back(chamber: Organisation) -> None:
    row = seat(make.occasion(chamber))
    actions.cancel_occasion(occasion=row.occasion, reason="neige", by=make.adviser(chamber), at=LATER)
    with pytest.raises(actions.OccasionClosed):
        actions.withdraw(sign_up=row, by=make.artisan(row.person), at=LATER)


def test_signing_up_again_taken_back_leaves_the_withdrawal_before_it_reversible(
    chamber: Organisation,
) -> None:
    row = seat(make.occasion(chamber))
    by, number = make.artisan(row.person), row.number
    actions.withdraw(sign_up=row, by=by, at=LATER)
    withdrawal = Entry.objects.latest("pk")
    seat(row.occasion, row.person, at=LATER)
    undo(entry=Entry.objects.latest("pk"), by=make.adviser(chamber), at=LATER)
    undo(entry=withdrawal, by=by, at=LATER)
    assert (fresh(row).status, fresh(row).number) == ("seated", number)


# At the door


def places(occasion: Occasion) -> tuple[int, int]:
    now = fresh(occasion)
    return now.taken, now.capacity


def full_room(chamber: Organisation) -> tuple[Occasion, list[SignUp]]:
    """One place, one who has it, two who wait."""
    occasion = make.occasion(chamber, capacity=1)
    return occasion, [seat(occasion) for _ in range(3)]


def at_door(row: SignUp, at: datetime = LATER) -> Entry:
    by = make.adviser(row.occasion.organisation)
    actions.seat_at_door(occasion=row.occasion, holder=row.person, by=by, at=at)
    return Entry.objects.latest("pk")


def test_a_seat_at_the_door_taken_back_leaves_a_full_room_as_it_was(chamber: Organisation) -> None:
    occasion, rows = full_room(chamber)
    before = [(fresh(row).status, fresh(row).number) for row in rows]
    told = make.mails().count()
    entry, by = at_door(rows[2]), make.adviser(chamber)
    assert [fresh(row).status for row in rows] == ["seated", "waiting", "seated"]
    assert places(occasion) == (2, 2)
    for _ in range(2):  # taken back, restored, taken back
        undo(entry=entry, by=by, at=LATER)
        assert [(fresh(row).status, fresh(row).number) for row in rows] == before
        assert places(occasion) == (1, 1)
        undo(entry=Entry.objects.latest("pk"), by=by, at=LATER)
        assert (fresh(rows[2]).status, places(occasion)) == ("seated", (2, 2))
        entry = Entry.objects.latest("pk")
    assert make.mails().count() == told


def test_the_first_of_two_at_the_door_is_taken_back_alone(chamber: Organisation) -> None:
    occasion, rows = full_room(chamber)
    first = at_door(rows[1])
    at_door(rows[2])
    undo(entry=first, by=make.adviser(chamber), at=LATER)
    assert [fresh(row).status for row in rows] == ["seated", "waiting", "seated"]
    assert places(occasion) == (2, 2)


def test_a_number_of_places_set_by_hand_since_stands(chamber: Organisation) -> None:
    occasion, rows = full_room(chamber)
    by = make.adviser(chamber)
    entry = at_door(rows[1])
    actions.withdraw(sign_up=rows[0], by=by, at=LATER)
    actions.withdraw(sign_up=rows[2], by=by, at=LATER)
    actions.change_occasion(occasion=occasion, changes={"capacity": 1}, by=by, at=LATER)
    undo(entry=entry, by=by, at=LATER)
    assert places(occasion) == (1, 1), "no room of no places"
    assert fresh(rows[1]).status == "offered", "the free place is hers, in her turn"


def test_a_mark_keeps_the_seat(chamber: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    row = seat(make.occasion(chamber))
    monkeypatch.setattr("etabli.foundation.seats.actions.places.has_dependents", lambda held: True)
    with pytest.raises(actions.PresenceMarked):
        actions.withdraw(sign_up=row, by=make.adviser(chamber), at=LATER)
