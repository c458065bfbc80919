"""A freed place is offered: accepted, declined, passed on; on the last day it is given by telephone."""

from datetime import timedelta

import pytest

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Organisation
from etabli.foundation.seats import actions, queries, tasks
from etabli.foundation.seats.models import Occasion, SignUp
from tests import factories as make
from tests.factories import AT
from tests.foundation.seats.steps import LATER, calendar_of, fresh, leave, mails, seat

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def freed(chamber: Organisation, waiting: int = 3) -> tuple[Occasion, list[SignUp]]:
    """One place, that was just given back, and those who waited for it."""
    occasion = make.occasion(chamber, capacity=1)
    holder, *rows = [seat(occasion) for _ in range(waiting + 1)]
    leave()
    actions.withdraw(sign_up=holder, by=make.artisan(holder.person), at=LATER)
    return occasion, [fresh(row) for row in rows]


def statuses(rows: list[SignUp]) -> list[str]:
    return [fresh(row).status for row in rows]


def test_a_freed_place_is_held_a_day_for_the_first_who_waits(chamber: Organisation) -> None:
    occasion, rows = freed(chamber)
    assert statuses(rows) == ["offered", "waiting", "waiting"]
    assert rows[0].offered_until == LATER + DAY
    assert (fresh(occasion).taken, fresh(occasion).waiting, fresh(occasion).free) == (1, 2, 0)
    _waited, offered = mails(rows[0].person)
    assert "mardi 5\u00a0janvier à 11\u00a0h" in offered.body
    assert not offered.calendar
    assert [len(mails(row.person)) for row in rows[1:]] == [1, 1]


def test_yes_takes_the_place(chamber: Organisation) -> None:
    occasion, rows = freed(chamber)
    actions.accept(sign_up=rows[0], by=make.artisan(rows[0].person), at=LATER + DAY)
    assert statuses(rows) == ["seated", "waiting", "waiting"]
    assert calendar_of(mails(rows[0].person)[-1])[1]["UID"] == occasion.uid
    with pytest.raises(actions.NotOffered):
        actions.accept(sign_up=rows[0], by=make.artisan(rows[0].person), at=LATER + DAY)


def test_a_yes_is_taken_back_while_the_offer_holds(chamber: Organisation) -> None:
    _occasion, rows = freed(chamber)
    by = make.artisan(rows[0].person)
    actions.accept(sign_up=rows[0], by=by, at=LATER)
    entry = Entry.objects.latest("pk")
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=by, at=LATER + DAY)
    undo(entry=entry, by=by, at=LATER + timedelta(hours=1))
    assert statuses(rows) == ["offered", "waiting", "waiting"]


def test_no_passes_it_on_at_once_and_can_be_taken_back(chamber: Organisation) -> None:
    _occasion, rows = freed(chamber)
    by = make.artisan(rows[0].person)
    actions.withdraw(sign_up=rows[0], by=by, at=LATER)
    no = Entry.objects.latest("pk")
    assert statuses(rows) == ["withdrawn", "offered", "waiting"]
    undo(entry=no, by=by, at=LATER + timedelta(minutes=5))
    assert statuses(rows) == ["waiting", "offered", "waiting"]
    assert queries.position(fresh(rows[0])) == 1


def test_a_no_taken_back_is_offered_anew_and_seats_nobody_unasked(chamber: Organisation) -> None:
    _occasion, rows = freed(chamber)
    by = make.artisan(rows[0].person)
    actions.withdraw(sign_up=rows[0], by=by, at=LATER)
    undo(entry=Entry.objects.filter(verb="seats.withdraw").latest("pk"), by=by, at=LATER)
    actions.withdraw(sign_up=fresh(rows[1]), by=make.artisan(rows[1].person), at=LATER)
    assert statuses(rows) == ["offered", "withdrawn", "waiting"]


def test_an_offer_without_an_answer_goes_to_the_next_once(chamber: Organisation) -> None:
    _occasion, rows = freed(chamber)
    tasks.pass_offers_on(LATER + DAY - timedelta(minutes=1))
    assert statuses(rows) == ["offered", "waiting", "waiting"]
    for _twice in range(2):
        tasks.pass_offers_on(LATER + DAY)
        assert statuses(rows) == ["waiting", "offered", "waiting"]
    assert queries.position(fresh(rows[0])) == 2, "at the end of the list"
    assert "Vous restez en liste d’attente" in mails(rows[0].person)[-1].body
    assert "gardée jusqu’au" in mails(rows[1].person)[-1].body
    assert Entry.objects.filter(verb="seats.lapse").count() == 1


def test_the_second_offer_without_an_answer_ends_the_wait(chamber: Organisation) -> None:
    _occasion, rows = freed(chamber, waiting=1)
    leave()
    tasks.pass_offers_on(LATER + DAY)
    assert statuses(rows) == ["offered"], "alone on the list: the place is still theirs to take"
    (told,) = mails(rows[0].person)[2:]
    assert "cette fois" in told.body
    tasks.pass_offers_on(LATER + 2 * DAY)
    assert statuses(rows) == ["withdrawn"]
    assert "n’êtes plus en liste d’attente" in mails(rows[0].person)[-1].body
    assert fresh(rows[0].occasion).free == 1


def test_who_has_only_a_telephone_is_to_be_called(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber, capacity=1), make.adviser(chamber)
    holder = seat(occasion)
    called = seat(occasion, make.person(chamber, email="", phone="05 56 00 00 00"))
    actions.withdraw(sign_up=holder, by=by, at=LATER)
    calls = queries.people_to_call(by, fresh(occasion), at=LATER)
    assert (calls.free, calls.in_turn, calls.unwritten) == (0, (), (fresh(called),))
    actions.accept(sign_up=called, by=by, at=LATER)
    assert fresh(called).status == "seated"


def test_on_the_last_day_the_adviser_gives_the_place_by_telephone(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber, capacity=1), make.adviser(chamber)
    holder, *rows = [seat(occasion) for _ in range(3)]
    morning = occasion.starts_at - timedelta(hours=1)
    actions.withdraw(sign_up=holder, by=by, at=morning)
    assert statuses(rows) == ["waiting", "waiting"]
    calls = queries.people_to_call(by, fresh(occasion), at=morning)
    assert (calls.free, [row.pk for row in calls.in_turn]) == (1, [row.pk for row in rows])
    assert seat(occasion, at=morning).status == "waiting", "nobody passes those who wait"
    with pytest.raises(NotAllowed):
        actions.give_seat(sign_up=rows[1], by=make.artisan(rows[1].person), at=morning)
    actions.give_seat(sign_up=rows[1], by=by, at=morning)
    assert statuses(rows) == ["waiting", "seated"]
    with pytest.raises(actions.NoFreePlace):
        actions.give_seat(sign_up=rows[0], by=by, at=morning)
    undo(entry=Entry.objects.latest("pk"), by=by, at=morning)
    assert statuses(rows) == ["waiting", "waiting"]


def test_a_place_is_taken_back_on_the_last_day_while_nobody_was_called(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    holder, waiting = seat(occasion), seat(occasion)
    by, morning = make.artisan(holder.person), occasion.starts_at - timedelta(hours=1)
    actions.withdraw(sign_up=holder, by=by, at=morning)
    undo(entry=Entry.objects.latest("pk"), by=by, at=morning)
    assert statuses([holder, waiting]) == ["seated", "waiting"]


def test_an_offer_follows_another_hour(chamber: Organisation) -> None:
    occasion, rows = freed(chamber)
    by = make.adviser(chamber)
    starts_at = LATER + timedelta(hours=28)
    changes = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
    actions.change_occasion(occasion=occasion, changes=changes, by=by, at=LATER)
    assert fresh(rows[0]).offered_until == LATER + timedelta(hours=7)
    assert "18\u00a0h" in mails(rows[0].person)[-1].body
    starts_at = LATER + timedelta(hours=5)
    changes = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
    actions.change_occasion(occasion=occasion, changes=changes, by=by, at=LATER)
    assert statuses(rows) == ["waiting", "waiting", "waiting"]
    assert queries.people_to_call(by, fresh(occasion), at=LATER).free == 1


# Reminders, coming late


def test_reminders_come_a_week_and_a_day_before_once_with_what_to_bring(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1, practical="À apporter : votre téléphone.")
    row, waiting = seat(occasion), seat(occasion)
    for before, days in ((timedelta(days=7), "dans 7 jours"), (timedelta(days=1), "demain")):
        leave()
        at = occasion.starts_at - before
        tasks.remind_due(at - timedelta(minutes=1))
        tasks.remind_due(at)
        tasks.remind_due(at + timedelta(minutes=1))
        last = mails(row.person)[-1]
        assert days in last.body
        assert "votre téléphone" in last.body
        assert "j’arriverai en retard" in last.body
    assert len(mails(row.person)) == 3
    assert len(mails(waiting.person)) == 1


def test_who_was_told_less_than_a_day_before_is_not_reminded(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    due = occasion.starts_at - timedelta(days=1)
    early, late = seat(occasion), seat(occasion, at=due - timedelta(hours=2))
    leave()
    tasks.remind_due(due)
    assert [len(mails(row.person)) for row in (early, late)] == [2, 1]


def test_what_was_called_off_reminds_of_nothing(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    row = seat(occasion)
    actions.cancel_occasion(occasion=occasion, reason="neige", by=by, at=AT)
    tasks.remind_due(occasion.starts_at - timedelta(days=1))
    assert Notice.objects.filter(owner__person=row.person_id).count() == 1


def test_coming_late_is_said_taken_back_and_forgotten_at_another_hour(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    row, waiting = seat(occasion), seat(occasion)
    by = make.artisan(row.person)
    actions.say_late(sign_up=row, by=by, at=LATER)
    assert fresh(row).late_at == LATER
    undo(entry=Entry.objects.latest("pk"), by=by, at=LATER)
    assert fresh(row).late_at is None
    actions.say_late(sign_up=row, by=by, at=LATER)
    to = {"starts_at": occasion.starts_at + DAY, "ends_at": occasion.ends_at + DAY}
    actions.change_occasion(occasion=occasion, changes=to, by=make.adviser(chamber), at=LATER)
    assert fresh(row).late_at is None
    with pytest.raises(actions.NotSeated):
        actions.say_late(sign_up=waiting, by=make.artisan(waiting.person), at=LATER)


# The truth of what is told


def test_several_changes_before_the_mail_has_left_are_told_as_one(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    row = seat(occasion)
    leave()
    for place in ("Salle A", "Salle B"):
        actions.change_occasion(occasion=occasion, changes={"place": place}, by=by, at=LATER)
    _first, told = mails(row.person)
    assert "Salle B, au lieu de la mairie de Pauillac" in told.body
    assert "Salle A" not in told.body
    assert by.name in told.body
    actions.change_occasion(occasion=occasion, changes={"place": "Mairie de Pauillac"}, by=by, at=LATER)
    assert len(mails(row.person)) == 1, "all is as they know it"


def test_a_change_read_here_and_taken_back_before_its_mail_leaves_is_told(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    row = seat(occasion)
    leave()
    actions.change_occasion(occasion=occasion, changes={"place": "Salle B"}, by=by, at=LATER)
    topic_messages.mark_read_and_freeze(list(Notice.objects.select_related("owner")), LATER)
    actions.change_occasion(occasion=occasion, changes={"place": "Mairie de Pauillac"}, by=by, at=LATER)
    assert "\nMairie de Pauillac" in mails(row.person)[-1].body
    latest = Notice.objects.latest("pk")
    assert topic_messages.write_words(latest)
    assert "\nMairie de Pauillac" in latest.text


def test_called_off_before_the_change_has_left_is_all_that_is_told(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    row, gone = seat(occasion), seat(occasion)
    actions.withdraw(sign_up=gone, by=make.artisan(gone.person), at=LATER)
    leave()
    actions.change_occasion(occasion=occasion, changes={"place": "Salle B"}, by=by, at=LATER)
    actions.cancel_occasion(occasion=occasion, reason="neige", by=by, at=LATER)
    assert [len(mails(one.person)) for one in (row, gone)] == [2, 1]
    assert "neige" in mails(row.person)[-1].body


def test_one_who_is_told_for_another_reads_of_both(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    row = seat(occasion)
    leave()
    with_them = actions.sign_up(
        occasion=occasion,
        holder=make.person(chamber, name="Bernard", email=""),
        brought_by=row,
        by=make.artisan(row.person),
        at=LATER,
    )
    leave()
    actions.change_occasion(occasion=occasion, changes={"place": "Salle B"}, by=by, at=LATER)
    actions.withdraw(sign_up=with_them, by=by, at=LATER)
    last = mails(row.person)[-1]
    assert "À transmettre à Bernard" in last.body
    assert "Vous avez votre place" in last.body, "the change that was on its way is said again"
    assert "Salle B" in last.body
