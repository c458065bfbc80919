"""What comes after a half-day: its steps on the path, and how it goes some months later."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice, UnaskedContact
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.diary.models import HalfDay
from etabli.programme.journeys.path import path_of
from etabli.programme.support import actions, queries, tasks
from etabli.programme.support.forms import ReportForm
from etabli.programme.support.models import Appointment, FollowUp
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip

pytestmark = pytest.mark.django_db
STEPS = "Une photo par semaine\nRépondre aux avis"
HELD = datetime(2027, 1, 11, 17, tzinfo=UTC)


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def reported(trip: Trip, outcome: str = "helped", **fields: Any) -> Appointment:
    booked = trip.booked(trip.person(name="Zoé Exemple", **{"email": "zoe@example.org", **fields}))
    said = {"outcome": outcome, "report": "La fiche est à jour.", "next_step": STEPS}
    return actions.write_report(appointment=booked, **said, by=trip.adviser, at=HELD)


def own(appointment: Appointment) -> Client:
    client = Client()
    make.become(client, link=make.link(appointment.person))
    return client


# The report


def test_a_press_on_what_came_of_it_keeps_the_report_and_its_steps(trip: Trip) -> None:
    booked = trip.booked(trip.person())
    client = Client()
    make.become(client, membership=trip.post)
    address = reverse("support:report", args=[booked.pk])
    early = client.post(address, {"report": "Déjà fait.", "next_step": "", "outcome": "go_on"})
    assert "Cette demi-journée est encore à venir" in early.text
    assert "Déjà fait." in early.text
    Appointment.objects.get(pk=booked.pk, reported_at=None)
    HalfDay.objects.filter(pk=booked.half_day_id).update(on=timezone.localdate(), half="am")
    client.post(address, {"report": "Fait.", "next_step": "- Une photo\n\n• Un avis", "outcome": "go_on"})
    following = f'href="{reverse("planning:wish_new")}?qui={booked.person_id}"'
    assert following in client.get(reverse("support:appointment", args=[booked.pk])).text
    booked.refresh_from_db()
    assert (booked.outcome, booked.steps) == ("go_on", ["Une photo", "Un avis"])
    many = client.post(address, {"report": "Fait.", "next_step": "a\nb\nc\nd", "outcome": "helped"})
    assert "next_step" in many.context["form"].errors
    assert "a\nb\nc\nd" in many.text
    booked.refresh_from_db()
    assert booked.outcome == "go_on"


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        (
            "Ajouter trois photos. Répondre aux avis. Écrire à Léa.",
            ["Ajouter trois photos", "Répondre aux avis", "Écrire à Léa"],
        ),
        ("Appeler M. Dupont de la mairie", ["Appeler M. Dupont de la mairie"]),
        ("Une photo. Un avis. Un mot. Un prix. Un lien", ["Une photo. Un avis. Un mot. Un prix. Un lien"]),
        ("- Une photo. Puis deux\n- Un avis", ["Une photo. Puis deux", "Un avis"]),
    ],
)
def test_what_is_dictated_in_one_breath_is_a_step_a_sentence(typed: str, steps: list[str]) -> None:
    form = ReportForm({"report": "Fait.", "next_step": typed, "outcome": "helped"})
    assert form.is_valid()
    assert form.cleaned_data["next_step"].splitlines() == steps


def test_the_first_step_is_the_next_thing_of_the_path_until_it_is_done(trip: Trip) -> None:
    appointment = reported(trip)
    ask = path_of(appointment.person, HELD).ask
    assert ask is not None
    assert ask.title == "Une photo par semaine"
    ((_label, address),) = ask.answers
    own(appointment).post(address)
    appointment.refresh_from_db()
    assert appointment.steps_left == [(2, "Répondre aux avis")]
    second = path_of(appointment.person, HELD).ask
    assert second is not None
    assert second.title == "Répondre aux avis"
    assert path_of(appointment.person, HELD + timedelta(days=61)).ask is None


def test_a_step_is_done_once_and_taken_back(trip: Trip) -> None:
    appointment = reported(trip)
    by = make.artisan(appointment.person)
    actions.note_step_done(appointment=appointment, number=1, by=by, at=HELD)
    with pytest.raises(actions.NoSuchStep):
        actions.note_step_done(appointment=appointment, number=1, by=by, at=HELD)
    with pytest.raises(actions.NoSuchStep):
        actions.note_step_done(appointment=appointment, number=3, by=by, at=HELD)
    undo(entry=Entry.objects.get(verb="support.step_done"), by=by, at=HELD)
    appointment.refresh_from_db()
    assert len(appointment.steps_left) == 2


# How it goes


def test_news_are_asked_for_at_one_three_and_twelve_months_and_once(trip: Trip) -> None:
    appointment = reported(trip)
    asked = {
        today: [months for _row, months in queries.to_follow_up(today)]
        for today in (date(2027, 2, 10), date(2027, 2, 11), date(2027, 4, 11), date(2027, 4, 12))
    }
    assert list(asked.values()) == [[], [1], [], [3]]  # 11 April is a Sunday
    morning = datetime(2027, 2, 11, 8, tzinfo=UTC)
    with time_machine.travel(morning, tick=False):
        tasks.ask_due(morning)
        tasks.ask_due(morning + timedelta(hours=1))
    assert [row.months for row in FollowUp.objects.all()] == [1]
    assert Notice.objects.filter(kind="support.how_it_goes").count() == 1
    assert appointment.person.follow_ups.count() == 1


@pytest.mark.parametrize("held_on", [date(2027, 1, 29), date(2027, 3, 31), date(2027, 11, 30)])
def test_at_the_end_of_a_month_too_news_are_asked_for_on_the_days_that_were_said(
    trip: Trip, held_on: date
) -> None:
    with time_machine.travel(datetime(held_on.year, held_on.month, held_on.day, 5, tzinfo=UTC), tick=False):
        booked = trip.booked(trip.person(), on=held_on)
    evening = datetime(held_on.year, held_on.month, held_on.day, 18, tzinfo=UTC)
    with time_machine.travel(evening, tick=False):
        appointment = actions.write_report(
            appointment=booked, outcome="helped", report="x", next_step="", by=trip.adviser, at=evening
        )
    for months, day in zip(queries.MONTHS, queries.follow_up_days(appointment, held_on), strict=True):
        assert months not in [each for _row, each in queries.to_follow_up(day - timedelta(days=1))]
        assert months in [each for _row, each in queries.to_follow_up(day)]


@pytest.mark.parametrize("outcome", ["absent", "unreachable"])
def test_nobody_is_asked_of_a_half_day_that_was_not_held(trip: Trip, outcome: str) -> None:
    reported(trip, outcome)
    assert queries.to_follow_up(date(2027, 2, 11)) == []


def test_nobody_is_asked_who_waits_for_another_or_has_had_one_since(trip: Trip) -> None:
    appointment = reported(trip)
    wish = trip.wish(appointment.person)
    assert queries.to_follow_up(date(2027, 2, 11)) == []
    trip.booked(appointment.person, on=DAY + timedelta(days=7), wish=wish)
    assert queries.to_follow_up(date(2027, 2, 11)) == []


def test_it_takes_one_of_the_few_places_of_what_nobody_asked_for(trip: Trip) -> None:
    appointment = reported(trip)
    actions.follow_up(appointment=appointment, months=1, by=trip.adviser, at=HELD)
    assert any("Où en êtes-vous" in mail.subject for mail in make.mails().all())
    contact = UnaskedContact.objects.get(kind="support.how_it_goes")
    assert (contact.owner_id, contact.refused) == (appointment.person.party_id, "")


def test_who_needs_help_asks_again_by_one_press_and_takes_it_back(trip: Trip) -> None:
    appointment = reported(trip)
    asked = actions.follow_up(appointment=appointment, months=1, by=trip.adviser, at=HELD)
    client = own(appointment)
    address = reverse("support:how_it_goes", args=[asked.pk])
    assert "J’ai besoin d’aide" in client.get(address).text
    client.post(address, {"answer": "help", "address": ""})
    wish = Wish.objects.get(person=appointment.person)
    assert (wish.source, wish.withdrawn_at) == ("follow_up", None)
    client.post(f"/historique/{Entry.objects.filter(verb='support.answer').latest('pk').pk}/annuler/")
    wish.refresh_from_db()
    asked.refresh_from_db()
    assert wish.withdrawn_at is not None
    assert asked.answer == ""


def test_an_answer_is_said_again_with_an_address_and_read_by_the_adviser(trip: Trip) -> None:
    appointment = reported(trip)
    asked = actions.follow_up(appointment=appointment, months=3, by=trip.adviser, at=HELD)
    client = own(appointment)
    address = reverse("support:how_it_goes", args=[asked.pk])
    wrong = client.post(address, {"answer": "going", "address": "pas une adresse"})
    assert "address" in wrong.context["form"].errors
    client.post(address, {"answer": "going", "address": "https://zoe.example.org/"})
    client.post(address, {"answer": "stopped", "address": ""})
    staff = Client()
    make.become(staff, membership=trip.post)
    page = staff.get(reverse("support:appointment", args=[appointment.pk])).text
    assert "J’ai arrêté" in page
    assert "https://zoe.example.org/" in page
    stranger = Client()
    make.become(stranger, link=make.link(trip.person()))
    assert stranger.get(address).status_code == 404


def test_whether_it_was_useful_is_asked_once_with_the_first_question(trip: Trip) -> None:
    appointment = reported(trip)
    first, second = (
        actions.follow_up(appointment=appointment, months=months, by=trip.adviser, at=HELD)
        for months in (1, 3)
    )
    client = own(appointment)
    address = reverse("support:how_it_goes", args=[first.pk])
    assert "vous a-t-elle été utile" in client.get(address).text
    assert "vous a-t-elle été utile" not in client.get(reverse("support:how_it_goes", args=[second.pk])).text
    client.post(address, {"answer": "going", "useful": "partly", "address": ""})
    client.post(address, {"answer": "stopped", "address": ""})  # one press is enough: what was said stays
    first.refresh_from_db()
    assert (first.answer, first.useful) == ("stopped", "partly")
    own_viewer = make.artisan(appointment.person)
    undo(entry=Entry.objects.filter(verb="support.answer").latest("pk"), by=own_viewer, at=HELD)
    undo(
        entry=Entry.objects.filter(verb="support.answer", undoes=None).earliest("pk"),
        by=own_viewer,
        at=HELD,
    )
    first.refresh_from_db()
    assert (first.answer, first.useful) == ("", "")


# Asked twice


def test_a_request_asked_again_on_the_telephone_is_the_same_and_says_more(trip: Trip) -> None:
    person = trip.person(name="Anna Exemple", phone="05 56 00 00 00")
    trip.wish(person, note="Le matin")
    client = Client()
    make.become(client, membership=trip.post)
    page = client.get(f"/souhaits/noter/?qui={person.pk}")
    assert "Anna Exemple" in page.text
    typed = {"wish": "half_day", "name": person.name, "contact": person.phone, "note": "Plutôt le lundi"}
    answer = client.post(f"/souhaits/noter/?qui={person.pk}", typed)
    wish = Wish.objects.get(person=person)
    assert answer["Location"] == reverse("support:book", args=[wish.pk])
    assert wish.note == "Le matin\nPlutôt le lundi"


def test_what_is_to_be_known_is_on_one_page(trip: Trip) -> None:
    person = trip.person(name="Anna Exemple", phone="05 56 00 00 00")
    before = trip.reported(trip.booked(person, on=DAY))
    appointment = trip.booked(
        person, on=DAY + timedelta(days=1), wish=trip.wish(person, note="Une page pour mon fournil")
    )
    client = Client()
    make.become(client, membership=trip.post)
    page = client.get(reverse("support:prepare", args=[appointment.pk])).text
    for said in ("Une page pour mon fournil", "05 56 00 00 00", "Pauillac", before.steps[0]):
        assert said in page


# Saying otherwise


def test_a_refused_answer_is_not_said_as_given_and_what_was_typed_stays(trip: Trip) -> None:
    asked = actions.follow_up(appointment=reported(trip), months=1, by=trip.adviser, at=HELD)
    page = own(asked.appointment).post(
        reverse("support:how_it_goes", args=[asked.pk]), {"answer": "going", "address": "pas une adresse"}
    )
    assert "Répondu" not in page.text
    assert "pas une adresse" in page.text
    asked.refresh_from_db()
    assert asked.answer == ""


def test_who_goes_well_after_all_takes_back_the_half_day_that_they_asked_for_and_back_again(
    trip: Trip,
) -> None:
    asked = actions.follow_up(appointment=reported(trip), months=1, by=trip.adviser, at=HELD)
    client, address = own(asked.appointment), reverse("support:how_it_goes", args=[asked.pk])
    client.post(address, {"answer": "help", "address": ""})
    said = client.post(address, {"answer": "going", "address": ""}, follow=True).text
    wish = Wish.objects.get()
    assert wish.withdrawn_at is not None
    assert "Votre demande de demi-journée est retirée." in said
    client.post(f"/historique/{Entry.objects.filter(verb='support.answer').latest('pk').pk}/annuler/")
    wish.refresh_from_db()
    asked.refresh_from_db()
    assert (wish.withdrawn_at, asked.answer) == (None, "help")


def test_a_request_made_elsewhere_stays_whatever_is_answered(trip: Trip) -> None:
    asked = actions.follow_up(appointment=reported(trip), months=1, by=trip.adviser, at=HELD)
    wish = trip.wish(asked.person)
    client, address = own(asked.appointment), reverse("support:how_it_goes", args=[asked.pk])
    for answer in ("help", "going"):
        assert "retirée" not in client.post(address, {"answer": answer, "address": ""}, follow=True).text
    wish.refresh_from_db()
    assert wish.withdrawn_at is None


def test_enter_in_the_address_presses_no_answer(trip: Trip) -> None:
    """A browser presses the first button of a form on Enter in a line, never in an area."""
    asked = actions.follow_up(appointment=reported(trip), months=1, by=trip.adviser, at=HELD)
    page = own(asked.appointment).get(reverse("support:how_it_goes", args=[asked.pk])).text
    assert '<textarea name="address"' in page


def test_where_they_are_found_is_as_they_say_until_somebody_has_looked(
    trip: Trip, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = reported(trip)
    asked = actions.follow_up(appointment=done, months=1, by=Viewer.system(trip.chamber.pk), at=HELD)
    at_zoe = {"answer": "going", "address": "https://zoe.example.org"}
    actions.answer_follow_up(asked=asked, **at_zoe, by=trip.adviser, at=HELD)
    client = Client()
    make.become(client, membership=trip.post)
    page = reverse("support:appointment", args=[done.pk])
    assert "personne ne l’a encore vérifié" in client.get(page).text
    visits = {"https://zoe.example.org": date(2027, 2, 20)}
    checks = [SimpleNamespace(seen_on=visits.get), SimpleNamespace(seen_on=lambda _address: None)]
    monkeypatch.setattr("etabli.programme.support.online.registry_modules", lambda _name: checks)
    seen = client.get(page).text
    assert "Vu sur internet le samedi 20 février 2027" in seen.replace("\xa0", " ")
    assert "personne ne l’a encore vérifié" not in seen


def test_who_writes_the_answer_for_them_reads_that_it_is_noted_for_them(trip: Trip) -> None:
    appointment = reported(trip)
    asked = actions.follow_up(appointment=appointment, months=1, by=trip.adviser, at=HELD)
    staff = Client()
    make.become(staff, membership=trip.post)
    address = reverse("support:how_it_goes", args=[asked.pk])
    assert "lui a-t-elle été utile" in staff.get(address).text
    said = staff.post(address, {"answer": "help", "useful": "yes", "address": ""}, follow=True).text
    assert "C’est noté pour Zoé Exemple." in said
    assert "attend dans la liste" in said
    assert "Merci" not in said
    assert "C’est noté" not in own(appointment).post(address, {"answer": "going"}, follow=True).text


def test_when_news_are_asked_for_is_said_and_who_has_not_answered_is_in_a_list(trip: Trip) -> None:
    appointment = reported(trip)
    staff = Client()
    page = reverse("support:appointment", args=[appointment.pk])
    with time_machine.travel(HELD + timedelta(days=40), tick=False):
        make.become(staff, membership=trip.post)
        said = staff.get(page).text.replace("\u00a0", " ")
        assert "11 février 2027" not in said
        assert "lundi 12 avril 2027, mardi 11 janvier 2028" in said
        assert "pas donné de nouvelles" not in staff.get(reverse("support:requests")).text
        asked = actions.follow_up(appointment=appointment, months=1, by=trip.adviser, at=timezone.now())
        last = actions.follow_up(
            appointment=appointment, months=3, by=trip.adviser, at=timezone.now() + timedelta(days=1)
        )
        waiting = staff.get(reverse("support:requests")).text
        assert "1 personne n’a pas donné de nouvelles" in waiting.replace("\u00a0", " ")
        assert f'href="{reverse("support:how_it_goes", args=[last.pk])}"' in waiting
        assert f'href="{reverse("support:how_it_goes", args=[asked.pk])}"' not in waiting
        actions.answer_follow_up(asked=last, answer="going", by=trip.adviser, at=timezone.now())
        assert "pas donné de nouvelles" not in staff.get(reverse("support:requests")).text
        trip.booked(appointment.person, on=date(2027, 3, 1))
        assert "12 avril 2027" not in staff.get(page).text.replace("\u00a0", " ")


def test_steps_of_a_half_day_that_was_not_held_are_asked_about(trip: Trip) -> None:
    booked = trip.booked(trip.person())
    with time_machine.travel(HELD, tick=False):
        client = Client()
        make.become(client, membership=trip.post)
        address = reverse("support:report", args=[booked.pk])
        given = {"report": "Nous avons refait la fiche.", "next_step": "Une photo", "outcome": "absent"}
        page = client.post(address, given).text
        assert "n’a pas eu lieu, et des étapes sont écrites" in page
        assert "Nous avons refait la fiche." in page
        booked.refresh_from_db()
        assert booked.reported_at is None
        client.post(address, {**given, "anyway": "on"})
        booked.refresh_from_db()
        assert (booked.outcome, booked.next_step) == ("absent", "Une photo")
