"""Sign-ups that nobody has proved: beyond the chamber's rule they wait to be confirmed, and are never refused."""

from datetime import timedelta
from typing import Any

import pytest

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person, SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions, queries, tasks
from etabli.foundation.seats.models import Occasion, SignUp
from tests import factories as make
from tests.factories import AT
from tests.foundation.seats.steps import LATER, NOBODY, fresh, leave, mails, seat

pytestmark = pytest.mark.django_db
TOWN_HALL = "192.0.2.7"


def come(occasion: Occasion, person: Person | None = None, origin: str = TOWN_HALL, **more: Any) -> SignUp:
    """A visitor whom nobody knows signs somebody up from this address."""
    person = person or make.person(occasion.organisation)
    own = Occasion.objects.get(pk=occasion.pk)
    return actions.sign_up(occasion=own, holder=person, origin=origin, by=NOBODY, at=AT, **more)


def confirm(row: SignUp, by: Viewer | None = None) -> SignUp:
    actions.confirm(sign_up=fresh(row), by=by or make.artisan(row.person), at=LATER)
    return fresh(row)


def statuses(rows: list[SignUp]) -> list[str]:
    return [fresh(row).status for row in rows]


def test_eight_invented_people_do_not_fill_the_workshop(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=8)
    rows = [come(occasion, make.person(chamber, email="", phone="06 00 00 00 00")) for _ in range(8)]
    assert statuses(rows) == ["seated"] * 3 + ["pending"] * 5
    assert (fresh(occasion).taken, fresh(occasion).waiting, fresh(occasion).free) == (3, 0, 5)
    ninth = come(occasion, origin="198.51.100.4")
    assert ninth.status == "seated"


def test_the_rule_is_the_chambers_and_counts_each_date_and_address_by_itself(chamber: Organisation) -> None:
    actions.set_confirmation_rule(organisation=chamber, most=1, by=make.adviser(chamber), at=AT)
    occasion, other = make.occasion(chamber), make.occasion(chamber)
    assert statuses([come(occasion), come(occasion), come(other)]) == ["seated", "pending", "seated"]
    assert come(occasion, origin="198.51.100.4").status == "seated"
    undo(entry=Entry.objects.get(verb="seats.set_rule"), by=make.adviser(chamber), at=LATER)
    assert come(occasion).status == "seated", "two came by there, and three may again"


def test_a_known_person_and_the_staff_are_never_asked(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    rows = [seat(occasion) for _ in range(6)]
    assert statuses(rows) == ["seated"] * 6


def test_the_mark_tells_no_address_and_is_forgotten_as_it_begins(chamber: Organisation) -> None:
    occasion, other = make.occasion(chamber), make.occasion(chamber)
    marks = {come(occasion).origin, come(other).origin}
    assert len(marks) == 2, "nothing says that one connection signed up for both"
    assert not any(TOWN_HALL in mark for mark in marks)
    tasks.forget_origins(occasion.starts_at)
    assert not SignUp.objects.exclude(origin="").exists()


def test_confirmed_they_take_a_place_and_are_told(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=5)
    row = [come(occasion) for _ in range(4)][-1]
    assert "Confirmez-la" in mails(row.person)[-1].body
    assert not mails(row.person)[-1].calendar
    assert confirm(row).status == "seated"
    assert fresh(occasion).taken == 4
    assert "Vous avez une place" in mails(row.person)[-1].body
    assert "METHOD:REQUEST" in mails(row.person)[-1].calendar
    with pytest.raises(actions.NothingToConfirm):
        confirm(row)


def test_the_browser_that_signed_up_proves_nothing(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    row = [come(occasion) for _ in range(4)][-1]
    with pytest.raises(NotAllowed):
        confirm(row, by=make.bearer(row.person, SecretLink.Scope.SIGN_UP, row.pk))
    with pytest.raises(NotAllowed):
        confirm(row, by=make.adviser(make.chamber("Une autre")))
    assert confirm(row, by=make.adviser(chamber)).status == "seated", "said on the telephone"


def test_once_full_they_wait_at_the_number_with_which_they_arrived(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=4)
    row = [come(occasion) for _ in range(4)][-1]
    seat(occasion)
    late = seat(occasion)
    assert late.status == "waiting"
    assert confirm(row).status == "waiting"
    assert list(queries.waiting_in_order(occasion)) == [row, late]


def test_those_who_come_with_them_are_confirmed_with_them_in_one_mail(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    for _ in range(3):
        come(occasion)
    first = come(occasion)
    guest = come(occasion, make.person(chamber, name="Paul Invité", email=""), brought_by=first)
    leave()
    before = len(mails(first.person))
    confirm(first)
    assert statuses([first, guest]) == ["seated", "seated"]
    assert len(mails(first.person)) == before + 1
    assert "Paul Invité" in mails(first.person)[-1].body


def test_a_confirmation_is_taken_back_and_made_again(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=4)
    row = [come(occasion) for _ in range(4)][-1]
    adviser = make.adviser(chamber)
    confirm(row, by=adviser)
    waits = seat(occasion)
    undo(entry=Entry.objects.get(verb="seats.confirm"), by=adviser, at=LATER)
    assert statuses([row, waits]) == ["pending", "offered"], "the place goes to who waits"
    assert fresh(row).is_unproved
    assert "Confirmez-la" in mails(row.person)[-1].body, "they are told"
    undo(entry=Entry.objects.filter(verb="seats.confirm").latest("pk"), by=adviser, at=LATER)
    assert fresh(row).status == "waiting"
    assert fresh(occasion).taken == 4


def test_what_changed_since_is_not_taken_back(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    row = [come(occasion) for _ in range(4)][-1]
    adviser = make.adviser(chamber)
    confirm(row, by=adviser)
    actions.withdraw(sign_up=fresh(row), by=adviser, at=LATER)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="seats.confirm"), by=adviser, at=LATER)


def test_taken_off_by_the_adviser_and_put_back(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    row = [come(occasion) for _ in range(4)][-1]
    adviser = make.adviser(chamber)
    assert queries.unconfirmed_sign_ups(adviser, occasion) == [row]
    actions.withdraw(sign_up=fresh(row), by=adviser, at=LATER)
    assert queries.unconfirmed_sign_ups(adviser, occasion) == []
    assert "a retiré votre inscription" in mails(row.person)[-1].body
    undo(entry=Entry.objects.filter(verb="seats.withdraw").latest("pk"), by=adviser, at=LATER)
    assert fresh(row).status == "pending"
    assert fresh(occasion).taken == 3


def test_they_are_told_of_a_change_but_not_reminded_of_what_is_not_theirs(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    row = [come(occasion) for _ in range(4)][-1]
    adviser = make.adviser(chamber)
    actions.change_occasion(occasion=occasion, changes={"place": "Blaye"}, by=adviser, at=LATER)
    assert "Blaye" in mails(row.person)[-1].body
    told = len(mails(row.person))
    tasks.remind_due(occasion.starts_at - timedelta(days=7))
    assert len(mails(row.person)) == told
    actions.cancel_occasion(
        occasion=fresh(occasion), reason="neige", by=adviser, at=LATER + timedelta(hours=1)
    )
    assert "n’aura pas lieu" in mails(row.person)[-1].body


@pytest.mark.parametrize(("proves", "hours"), [(False, 4), (True, 24)])
def test_who_waits_without_proof_is_offered_a_place_for_a_short_time(
    chamber: Organisation, proves: bool, hours: int
) -> None:
    occasion = make.occasion(chamber, capacity=1)
    holder, row = seat(occasion), come(occasion)
    assert row.status == "waiting"
    if proves:
        confirm(row)
    actions.withdraw(sign_up=fresh(holder), by=make.artisan(holder.person), at=LATER)
    assert fresh(row).status == "offered"
    assert fresh(row).offered_until == LATER + timedelta(hours=hours)
    actions.accept(sign_up=fresh(row), by=make.artisan(row.person), at=LATER)
    assert not fresh(row).is_unproved, "whoever answers by our mail has proved that they read it"


def test_in_the_room_they_have_a_seat_whatever_is_confirmed(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    row = [come(occasion) for _ in range(4)][-1]
    adviser = make.adviser(chamber)
    actions.seat_at_door(occasion=occasion, holder=row.person, by=adviser, at=occasion.starts_at)
    assert fresh(row).status == "seated"
    undo(entry=Entry.objects.get(verb="seats.seat_at_door"), by=adviser, at=occasion.starts_at)
    assert fresh(row).status == "pending"
