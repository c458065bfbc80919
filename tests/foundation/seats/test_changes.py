"""What has places is changed, moved, called off; and each person is told the truth once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.translation import override

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation
from etabli.foundation.seats import actions, queries
from etabli.foundation.seats.models import Span, times_of
from etabli.foundation.ui.typography import full_spans
from tests import factories as make
from tests.factories import AT
from tests.foundation.seats.steps import LATER, NOBODY, calendar_of, fresh, leave, mails, seat

pytestmark = pytest.mark.django_db


def test_what_has_begun_is_not_changed_nor_called_off_nor_moved_into_the_past(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    seat(occasion)
    to = occasion.starts_at + timedelta(days=5)
    changes = {"starts_at": to, "ends_at": to + timedelta(hours=3)}
    actions.change_occasion(occasion=occasion, changes=changes, by=by, at=AT)
    told, moved = make.mails().count(), Entry.objects.latest("pk")
    with pytest.raises(actions.WrongTimes):
        undo(entry=moved, by=by, at=to - timedelta(days=1))
    with pytest.raises(actions.OccasionClosed):
        actions.change_occasion(occasion=occasion, changes={"place": "Ailleurs"}, by=by, at=to)
    with pytest.raises(actions.OccasionClosed):
        actions.cancel_occasion(occasion=occasion, reason="neige", by=by, at=to)
    assert make.mails().count() == told


def test_a_change_keeps_the_uid_grows_the_sequence_and_tells_each_once(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    holder, waiting = seat(occasion), seat(occasion)
    by = make.adviser(chamber)
    moved = {
        "starts_at": occasion.starts_at + timedelta(days=1),
        "ends_at": occasion.ends_at + timedelta(days=1),
    }
    leave()
    actions.change_occasion(occasion=occasion, changes=moved, by=by, at=LATER)
    first, second = (calendar_of(mail)[1] for mail in mails(holder.person))
    assert first["UID"] == second["UID"] == occasion.uid
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["DTSTART"].dt == moved["starts_at"]
    assert [bool(mail.calendar) for mail in mails(waiting.person)] == [False, False]


def test_several_half_days_are_told_each_in_one_entry_of_the_calendar(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    row = seat(occasion)
    again = [Span(*(at + timedelta(days=days) for at in occasion.spans[0])) for days in (0, 7, 8)]
    actions.change_occasion(occasion=occasion, changes=times_of(again), by=by, at=LATER)
    assert fresh(occasion).spans == again
    assert (fresh(occasion).starts_at, fresh(occasion).ends_at) == (again[0].start, again[2].end)
    mail = mails(row.person)[-1]
    with override("fr"):
        assert full_spans(again) in mail.body
    events = calendar_of(mail)[0].walk("VEVENT")
    assert {event["UID"] for event in events} == {occasion.uid}
    assert {event["SEQUENCE"] for event in events} == {fresh(occasion).sequence}
    assert [(event["DTSTART"].dt, event["DTEND"].dt) for event in events] == again
    undo(entry=Entry.objects.latest("pk"), by=by, at=LATER)
    assert fresh(occasion).spans == again[:1]
    assert len(calendar_of(mails(row.person)[-1])[0].walk("VEVENT")) == 1


@pytest.mark.parametrize("hours", [1, -4])
def test_half_days_follow_one_another(chamber: Organisation, hours: int) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    first = occasion.spans[0]
    second = Span(first.start + timedelta(hours=hours), first.end + timedelta(hours=9))
    with pytest.raises(actions.WrongTimes):
        actions.change_occasion(occasion=occasion, changes=times_of([first, second]), by=by, at=AT)
    with pytest.raises(ValueError, match="times_of"):
        actions.change_occasion(
            occasion=occasion,
            changes={**times_of([first]), "sittings": [["2027-01-01T08:00:00+00:00"] * 2]},
            by=by,
            at=AT,
        )


def test_another_subject_is_told_and_another_number_of_places_is_not(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    row = seat(occasion)
    actions.change_occasion(occasion=occasion, changes={"capacity": 5}, by=by, at=LATER)
    assert len(mails(row.person)) == 1
    actions.change_occasion(occasion=occasion, changes={"title": "Gérer ses clients"}, by=by, at=LATER)
    assert "Gérer ses clients" in mails(row.person)[-1].body


def test_more_places_are_offered_and_told_once_even_with_a_new_place(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, capacity=1)
    seat(occasion)
    waiting = seat(occasion)
    leave()
    changes = {"capacity": 2, "place": "Salle des fêtes"}
    actions.change_occasion(occasion=occasion, changes=changes, by=make.adviser(chamber), at=LATER)
    assert fresh(waiting).status == "offered"
    told = mails(waiting.person)[1:]
    assert len(told) == 1
    assert "Salle des fêtes" in told[0].body


def test_fewer_places_than_people_is_refused_with_those_who_came_last(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber, capacity=3), make.adviser(chamber)
    first, second, third = (seat(occasion) for _ in range(3))
    with pytest.raises(actions.CapacityTaken, match="3") as refusal:
        actions.change_occasion(occasion=occasion, changes={"capacity": 1}, by=by, at=LATER)
    assert (refusal.value.taken, refusal.value.last) == (3, (third, second))
    wrong = [first.pk, third.pk]  # others than those that were named
    with pytest.raises(actions.CapacityTaken):
        actions.change_occasion(occasion=occasion, changes={"capacity": 1}, release=wrong, by=by, at=LATER)
    assert (fresh(occasion).capacity, fresh(occasion).taken) == (3, 3)


def test_the_last_go_to_the_head_of_the_waiting_list_and_are_told(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber, capacity=3), make.adviser(chamber)
    rows = [seat(occasion) for _ in range(4)]
    leave()
    released = [rows[1].pk, rows[2].pk]
    actions.change_occasion(occasion=occasion, changes={"capacity": 1}, release=released, by=by, at=LATER)
    assert [fresh(row).status for row in rows] == ["seated", "waiting", "waiting", "waiting"]
    assert [queries.position(fresh(row)) for row in rows[1:]] == [1, 2, 3]
    last = mails(rows[1].person)[-1]
    assert "désolés" in last.body
    assert by.name in last.body
    assert calendar_of(last)[0]["METHOD"] == "CANCEL"
    assert len(mails(rows[0].person)) == len(mails(rows[3].person)) == 1


def test_within_the_hour_the_undo_gives_the_places_back_then_they_are_offered(chamber: Organisation) -> None:
    for minutes, status in ((50, "seated"), (70, "offered")):
        occasion, by = make.occasion(chamber, capacity=2), make.adviser(chamber)
        rows = [seat(occasion) for _ in range(3)]
        changes = {"capacity": 1}
        actions.change_occasion(occasion=occasion, changes=changes, release=[rows[1].pk], by=by, at=LATER)
        entry = Entry.objects.latest("pk")
        undo(entry=entry, by=by, at=LATER + timedelta(minutes=minutes))
        assert [fresh(row).status for row in rows] == ["seated", status, "waiting"]
        assert fresh(occasion).capacity == 2


def test_an_end_before_the_beginning_is_refused_with_a_sentence(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    changes = {"ends_at": occasion.starts_at - timedelta(hours=1)}
    with pytest.raises(actions.WrongTimes):
        actions.change_occasion(occasion=occasion, changes=changes, by=make.adviser(chamber), at=LATER)


def test_change_can_be_taken_back_whatever_the_zone_of_the_form(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    before = occasion.ends_at
    to = (before + timedelta(hours=1)).astimezone(ZoneInfo("Europe/Paris"))
    occasion.ends_at = to  # as a model form does before the act
    actions.change_occasion(occasion=occasion, changes={"ends_at": to}, by=by, at=LATER)
    undo(entry=Entry.objects.latest("pk"), by=by, at=LATER)
    assert fresh(occasion).ends_at == before
    assert fresh(occasion).sequence == 2


def test_undo_of_more_places_is_refused_when_they_are_taken(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber, capacity=1), make.adviser(chamber)
    seat(occasion)
    seat(occasion)
    actions.change_occasion(occasion=occasion, changes={"capacity": 2}, by=by, at=LATER)
    with pytest.raises(actions.CapacityTaken):
        undo(entry=Entry.objects.latest("pk"), by=by, at=LATER)


def test_what_is_not_changeable_is_refused(chamber: Organisation) -> None:
    with pytest.raises(ValueError, match="taken"):
        actions.change_occasion(
            occasion=make.occasion(chamber), changes={"taken": 0}, by=make.adviser(chamber), at=AT
        )


def test_calling_off_tells_everyone_once(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber, capacity=1), make.adviser(chamber)
    people = [seat(occasion).person for _ in range(3)]
    leave()
    actions.cancel_occasion(occasion=occasion, reason="La salle est inondée.", by=by, at=LATER)
    for person in people:
        last = mails(person)[-1]
        assert "inondée" in last.body
        assert by.name in last.body
    assert calendar_of(mails(people[0])[-1])[0]["METHOD"] == "CANCEL"
    assert not mails(people[1])[-1].calendar, "there was nothing in their calendar"
    with pytest.raises(ActionError):
        actions.cancel_occasion(occasion=occasion, reason="encore", by=by, at=LATER)
    with pytest.raises(actions.OccasionClosed):
        actions.change_occasion(occasion=occasion, changes={"capacity": 5}, by=by, at=LATER)


def test_a_person_without_an_address_signs_up_and_gets_no_mail(chamber: Organisation) -> None:
    row = seat(make.occasion(chamber), make.person(chamber, email="", phone="0556000000"))
    assert row.status == "seated"
    assert not make.mails().exists()


def test_mail_is_in_the_language_of_the_house_whatever_the_adviser_reads(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber, capacity=1), make.adviser(chamber)
    with override("en"):
        rows = [seat(occasion), seat(occasion)]
        leave()
        actions.change_occasion(occasion=occasion, changes={"place": "Salle {1} à 50 %"}, by=by, at=LATER)
        leave()
        actions.withdraw(sign_up=rows[0], by=by, at=LATER)
        leave()
        actions.cancel_occasion(occasion=occasion, reason="Neige {1} à 50 %", by=by, at=LATER)
    for mail in make.mails().all():
        assert mail.body.startswith("Bonjour ")
        assert "place" in mail.body or "lieu" in mail.body or "retiré" in mail.body
        assert "waiting list" not in mail.body
    assert "Neige {1} à 50 %" in mails(rows[1].person)[-1].body


def test_mail_tells_the_local_time(chamber: Organisation) -> None:
    occasion = make.occasion(chamber, starts_at=datetime(2027, 7, 5, 7, 0, tzinfo=UTC))
    row = seat(occasion)
    assert "9\u00a0h" in mails(row.person)[0].body


def test_the_roll_is_for_the_staff_of_the_chamber(chamber: Organisation) -> None:
    occasion = make.occasion(chamber)
    for by in (NOBODY, make.adviser(make.chamber("Voisine")), make.artisan(make.person(chamber))):
        with pytest.raises(queries.NotVisible):
            queries.roll(by, occasion)


def test_taken_off_and_put_back_before_it_is_had_nothing_is_told(chamber: Organisation) -> None:
    occasion, by = make.occasion(chamber), make.adviser(chamber)
    row = seat(occasion)
    leave()
    before = len(mails(row.person))
    night = LATER.replace(hour=21)
    actions.withdraw(sign_up=row, by=by, at=night)
    undo(entry=Entry.objects.filter(verb="seats.withdraw").latest("pk"), by=by, at=night)
    assert len(mails(row.person)) == before


def test_who_has_seen_the_page_of_their_place_is_told_when_it_changes_back(
    chamber: Organisation, client: Client
) -> None:
    occasion, by = make.occasion(chamber, place="Blaye"), make.adviser(chamber)
    row = seat(occasion)
    leave()
    night = LATER.replace(hour=21)
    actions.change_occasion(occasion=occasion, changes={"place": "Libourne"}, by=by, at=night)
    make.become(client, link=make.link(row.person))
    assert "Libourne" in client.get(f"/inscriptions/{row.pk}/").content.decode()
    undo(entry=Entry.objects.filter(verb="seats.change").latest("pk"), by=by, at=night)
    last = make.shown(owner=row.person.party, read_at=None)[-1]
    assert last.title.startswith("Nouveau lieu\u00a0: Blaye")


def test_whoever_is_taken_off_at_night_reads_it_in_the_morning_and_by_whom(chamber: Organisation) -> None:
    occasion, by = (
        make.occasion(chamber, place="Salle des fêtes, 1 place de la Mairie, Langon"),
        make.adviser(chamber),
    )
    row = seat(occasion)
    leave()
    actions.withdraw(sign_up=row, by=by, at=LATER.replace(hour=21))
    last = mails(row.person)[-1]
    assert last.due_at > LATER.replace(hour=23)
    assert last.subject == "La chambre a retiré votre inscription\u00a0: jeudi 14\u00a0janvier, Langon"
    assert by.name in last.body
    assert "quand vous la demandez" not in last.body, "they asked for nothing"


def test_no_subject_is_longer_than_a_telephone_shows(chamber: Organisation) -> None:
    """The town says where; the address stands in the mail."""
    occasion = make.occasion(
        chamber,
        capacity=1,
        title="Écrire son projet et lire un devis de site",
        place="Maison de l’entreprise, 1 place de la Mairie, Saint-Médard-en-Jalles",
    )
    by = make.adviser(chamber)
    rows = [seat(occasion) for _each in range(3)]
    leave()
    actions.change_occasion(
        occasion=occasion, changes={"place": "Salle, 2 quai, Saint-Médard-en-Jalles"}, by=by, at=AT
    )
    leave()
    actions.withdraw(sign_up=rows[0], by=make.artisan(rows[0].person), at=LATER)
    leave()
    actions.cancel_occasion(occasion=occasion, reason="neige", by=by, at=LATER)
    subjects = {mail.subject for row in rows for mail in mails(row.person)}
    assert len(subjects) >= 5
    assert not {subject for subject in subjects if len(subject) > 80}


def test_released_without_a_word_nobody_is_written_to_and_the_next_is_offered_the_place(
    chamber: Organisation,
) -> None:
    occasion, by = make.occasion(chamber, capacity=1), make.adviser(chamber)
    holder, waiting = seat(occasion), seat(occasion)
    leave()
    told = len(mails(holder.person))
    actions.withdraw(sign_up=holder, is_silent=True, by=by, at=LATER)
    assert fresh(holder).status == "withdrawn"
    assert fresh(waiting).status == "offered"
    assert len(mails(holder.person)) == told


def test_taken_back_a_silent_release_is_told_only_when_the_place_has_gone(chamber: Organisation) -> None:
    by = make.adviser(chamber)
    for waits in (False, True):
        occasion = make.occasion(chamber, capacity=1)
        holder = seat(occasion)
        others = [seat(occasion)] if waits else []
        leave()
        told = len(mails(holder.person))
        actions.withdraw(sign_up=holder, is_silent=True, by=by, at=LATER)
        if others:
            actions.accept(sign_up=fresh(others[0]), by=by, at=LATER)
        undo(entry=Entry.objects.filter(verb="seats.withdraw").latest("pk"), by=by, at=LATER)
        assert fresh(holder).status == ("waiting" if waits else "seated")
        assert len(mails(holder.person)) == told + waits
