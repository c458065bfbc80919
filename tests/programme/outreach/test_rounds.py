"""Kits and results sent: who gets them, why not, never twice, called back within the minute, answered."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import NotAllowed
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import undo
from etabli.foundation.notify.delivery import deliver
from etabli.foundation.notify.models import Message, Unreachable
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.queries import RelayCounts, counts_by_relay
from etabli.programme.outreach.actions.kits import (
    AlreadyLeft,
    NobodyToSendTo,
    RelayNotReachable,
    answer_sending,
    send_kits,
    tell_back,
)
from etabli.programme.outreach.models import Round, Sending
from etabli.programme.outreach.queries.kit_sendings import (
    Plan,
    Why,
    plan_of,
    sendings_of,
    sendings_to,
)
from etabli.programme.outreach.queries.mailings import brought
from etabli.territory.relays.actions import add_contact, count_visit
from etabli.territory.relays.models import ContactNote, Relay
from etabli.territory.relays.queries import notes_on
from tests import factories
from tests.programme.trip import AT, Trip

Make = Callable[..., Relay]
SEASON = Season(2027, 1)
MINUTE = timedelta(minutes=1)


def plan(trip: Trip, at: Any = AT, kind: str = "kit", **chosen: Any) -> Plan:
    return plan_of(trip.adviser, kind, SEASON, at=at, **chosen)


def reasons(made: Plan) -> dict[str, Why | None]:
    return {line.relay.name: line.why_not for line in made.lines}


def sent(trip: Trip, *relays: Relay, at: Any = AT, **given: Any) -> Round:
    return send_kits(relays=relays, season=SEASON, by=trip.adviser, at=at, **given)


def take_back(trip: Trip, at: Any) -> None:
    undo(entry=Entry.objects.latest("pk"), by=trip.adviser, at=at)


def test_each_reason_why_not(trip: Trip, relay_of: Make) -> None:
    relay_of("Bonne")
    relay_of("Sans adresse", email="", phone="05 56 00 00 01")
    relay_of("Sans accord", email="jeanne@pauillac.example", who="Jeanne")
    relay_of("Morte", email="mairie@morte.example")
    Unreachable.objects.create(address="mairie@morte.example", trouble="unknown", since=AT)
    had, other = relay_of("Servie"), relay_of("En mars")
    Relay.objects.filter(pk=other.pk).update(months=[3])
    sent(trip, had, at=AT - timedelta(weeks=4))
    told = relay_of("Vue hier")
    tell_back(relays=[told], season=SEASON.before, by=trip.adviser, at=AT - timedelta(days=1))
    assert reasons(plan(trip)) == {
        "Bonne": None,
        "Sans adresse": Why.NO_ADDRESS,
        "Sans accord": Why.NO_AGREEMENT,
        "Morte": Why.UNREACHABLE,
        "Servie": Why.HAD_IT,
        "Vue hier": Why.JUST_TOLD,
        "En mars": Why.OTHER_MONTH,
    }
    even_so = reasons(plan(trip, even_so=True))
    assert {name for name, why in even_so.items() if why is None} == {
        "Bonne",
        "Servie",
        "Vue hier",
        "En mars",
    }
    assert [why for why, _lines in plan(trip).left_out] == list(Why)


def test_a_choice_keeps_its_territory_its_kind_and_its_likings(trip: Trip, relay_of: Make) -> None:
    relay_of("Ici")
    there = relay_of("Là", commune=trip.blaye, kind="club")
    Relay.objects.filter(pk=there.pk).update(likes=["posts"])
    for chosen in (
        {"epci_code": trip.blaye.epci_id},
        {"relay_kind": "club"},
        {"likes": "posts"},
        {"only": [there.pk]},
    ):
        assert list(reasons(plan(trip, **chosen))) == ["Là"]
    assert plan_of(trip.next_door, "kit", SEASON, at=AT).lines == ()
    assert plan_of(Viewer.nobody(), "kit", SEASON, at=AT).lines == ()


@pytest.mark.parametrize("number", [1, 3])
def test_four_statements_whatever_the_number(
    trip: Trip, relay_of: Make, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rank in range(number):
        relay_of(f"Mairie {rank}")
    with django_assert_num_queries(4):
        assert len(plan(trip).receiving) == number


def test_a_kit_waits_a_minute_then_leaves_and_is_noted(trip: Trip, relay_of: Make) -> None:
    trip.session()
    relay = relay_of()
    sent(trip, relay)
    mail = factories.mails().get()
    assert (mail.to, mail.due_at) == ("mairie@pauillac.example", AT + MINUTE)
    assert "14\u00a0janvier, Pauillac" in mail.body
    assert not deliver(mail.pk, AT + MINUTE - timedelta(seconds=1))
    assert deliver(mail.pk, AT + MINUTE)
    note = notes_on(trip.adviser, relay)[0]
    assert (note.kind, note.text) == ("kit", "Le kit a été envoyé (de janvier à juin 2027).")


def test_a_round_is_called_back_whole_within_the_minute_and_may_be_sent_again(
    trip: Trip, relay_of: Make
) -> None:
    relays = [relay_of("Mairie"), relay_of("Club", kind="club")]
    sent(trip, *relays)
    take_back(trip, AT + timedelta(seconds=59))
    assert not factories.mails().exists()
    assert set(reasons(plan(trip)).values()) == {None}
    assert notes_on(trip.adviser, relays[0]) == []
    take_back(trip, AT + MINUTE)
    assert {mail.due_at for mail in factories.mails().all()} == {AT + 2 * MINUTE}
    assert set(reasons(plan(trip)).values()) == {Why.HAD_IT}
    assert ContactNote.objects.filter(withdrawn_at=None).count() == 2


def test_what_has_left_is_not_called_back_nor_is_the_rest(trip: Trip, relay_of: Make) -> None:
    sent(trip, relay_of("Mairie"), relay_of("Club"))
    first = factories.mails().earliest("pk")
    assert deliver(first.pk, AT + MINUTE)
    with pytest.raises(AlreadyLeft):
        take_back(trip, AT + MINUTE)
    assert factories.mails().count() == 2
    assert Round.objects.get().withdrawn_at is None


def test_nothing_is_sent_twice_a_season_unless_asked_in_so_many_words(trip: Trip, relay_of: Make) -> None:
    relay, later = relay_of(), AT + timedelta(weeks=5)
    sent(trip, relay)
    with pytest.raises(RelayNotReachable):
        sent(trip, relay, at=later)
    assert factories.mails().count() == 1
    sent(trip, relay, at=later, even_so=True)
    assert factories.mails().count() == 2
    send_kits(relays=[relay], season=Season(2027, 2), by=trip.adviser, at=later + timedelta(weeks=5))
    assert factories.mails().count() == 3


def test_a_round_taken_back_then_sent_anew_is_not_restored(trip: Trip, relay_of: Make) -> None:
    relay = relay_of()
    sent(trip, relay)
    take_back(trip, AT)
    back = Entry.objects.latest("pk")
    sent(trip, relay)
    with pytest.raises(Exception, match="entre-temps"):
        undo(entry=back, by=trip.adviser, at=AT)
    assert factories.mails().count() == 1


def test_who_may_send(trip: Trip, relay_of: Make) -> None:
    relay = relay_of()
    with pytest.raises(NotAllowed):
        send_kits(relays=[relay], season=SEASON, by=trip.next_door, at=AT)
    with pytest.raises(NobodyToSendTo):
        send_kits(relays=[], season=SEASON, by=trip.adviser, at=AT)


def test_an_answer_is_noted_and_taken_back_with_its_exchange(trip: Trip, relay_of: Make) -> None:
    relay = relay_of()
    sent(trip, relay)
    sending = Sending.objects.get()
    answer_sending(sending=sending, answer="posted", text=" À l’accueil ", by=trip.adviser, at=AT)
    assert notes_on(trip.adviser, relay)[0].text == "Réponse\u00a0: l’affiche est posée. À l’accueil"
    take_back(trip, AT)
    sending.refresh_from_db()
    assert (sending.answer, sending.answer_text, sending.answered_at) == ("", "", None)
    assert len(notes_on(trip.adviser, relay)) == 1
    take_back(trip, AT)
    sending.refresh_from_db()
    assert (sending.answer, len(notes_on(trip.adviser, relay))) == ("posted", 2)
    with pytest.raises(NotAllowed):
        answer_sending(sending=sending, answer="help", by=trip.next_door, at=AT)


@pytest.mark.parametrize("number", [1, 3])
def test_one_statement_for_what_was_sent(
    trip: Trip, relay_of: Make, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    relays = [relay_of(f"Mairie {rank}") for rank in range(number)]
    sent(trip, *relays)
    with django_assert_num_queries(1):
        assert [str(sending.relay.commune) for sending in sendings_of(trip.adviser, SEASON)] == [
            "Pauillac"
        ] * number
    assert len(sendings_to(trip.adviser, relays[0])) == 1
    assert sendings_to(trip.next_door, relays[0]) == []
    assert sendings_of(trip.next_door, SEASON) == []


def came_through(trip: Trip, relay: Relay, present: bool | None) -> None:
    signed = trip.sign_up(trip.session(days=10 + SignUp.objects.count()), trip.person(), present=present)
    SignUp.objects.filter(pk=signed.pk).update(via=relay.code)


def test_what_a_relay_brought_over_a_season(trip: Trip, relay_of: Make) -> None:
    relay, other = relay_of(), relay_of("Club")
    came_through(trip, relay, present=True)
    came_through(trip, relay, present=False)
    came_through(trip, other, present=None)
    count_visit(relay=relay, at=AT)
    count_visit(relay=relay, at=AT - timedelta(days=30))
    assert brought(relay, SEASON) == RelayCounts(1, 2, 1)
    assert brought(other, SEASON) == RelayCounts(0, 1, 0)
    assert brought(relay, SEASON.before) == RelayCounts(1, 0, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_three_statements_for_what_all_brought(
    trip: Trip, relay_of: Make, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rank in range(number):
        came_through(trip, relay_of(f"Mairie {rank}"), present=True)
    with django_assert_num_queries(3):
        assert len(counts_by_relay(trip.chamber.pk, SEASON.since, SEASON.until)) == number


def told(trip: Trip, relay: Relay) -> Message:
    tell_back(relays=[relay], season=SEASON, by=trip.adviser, at=AT)
    return factories.mails().latest("pk")


def test_a_relay_is_told_what_it_brought_and_thanked(trip: Trip, relay_of: Make) -> None:
    relay = relay_of()
    for _person in range(5):
        came_through(trip, relay, present=True)
    for _again in range(2):
        count_visit(relay=relay, at=AT)
    mail = told(trip, relay)
    said = "votre lien a été ouvert 2 fois. 5 personnes se sont inscrites grâce à vous, 5 sont venues. Un grand merci"
    assert said in mail.body
    assert len([part for part in mail.body.split("\n\n") if part]) == 5


def test_so_few_who_came_that_they_are_known_are_not_told(trip: Trip, relay_of: Make) -> None:
    relay = relay_of()
    came_through(trip, relay, present=True)
    assert "1 personne s’est inscrite grâce à vous. Un grand merci" in told(trip, relay).body


def test_who_brought_nothing_is_asked_what_would_help(trip: Trip, relay_of: Make) -> None:
    mail = told(trip, relay_of())
    assert "Qu’est-ce qui vous aiderait" in mail.subject
    assert "0" not in mail.body.split("\n\n")[1]
    assert set(reasons(plan(trip, kind="told")).values()) == {Why.HAD_IT}


def test_each_relay_is_written_to_in_its_language(trip: Trip, relay_of: Make) -> None:
    relays = [relay_of("A", email="mairie@a.example"), relay_of("B", email="mairie@b.example")]
    relays[1].party.language = "en"
    relays[1].party.save()
    sent(trip, *relays)
    tell_back(relays=relays, season=SEASON, by=trip.adviser, at=AT + timedelta(days=22))
    for number, (greeting, kit, results) in enumerate(
        [("Bonjour", "Votre kit", "Répondre"), ("Hello", "Your kit", "Answer")]
    ):
        mails = factories.mails().filter(to=f"mairie@{'ab'[number]}.example").order_by("pk")
        assert [mail.body.startswith(greeting) for mail in mails] == [True, True]
        assert kit in mails[0].body
        assert results in mails[1].body


def test_the_page_shows_each_mail_and_sends_those_that_it_showed(
    trip: Trip, relay_of: Make, client: Client
) -> None:
    first, second = relay_of("A", email="mairie@a.example"), relay_of("B", email="mairie@b.example")
    desk = factories.become(client, membership=trip.post)
    page = desk.get("/relais/kits/").content.decode()
    assert "mairie@a.example" in page
    assert "Envoyer 2 e-mails" in page
    assert "E-mail 2 sur 2" in desk.get("/relais/kits/?lettre=2").content.decode()
    assert "E-mail 2 sur 2" in desk.get("/relais/kits/?lettre=99").content.decode()
    assert "E-mail 1 sur 2" in desk.get("/relais/kits/?lettre=x&epci=rien").content.decode()
    answer = desk.post("/relais/kits/", {"relay": [first.pk]}, follow=True)
    assert "1 e-mail part dans une minute" in answer.content.decode()
    assert [mail.to for mail in factories.mails().all()] == ["mairie@a.example"]
    refused = desk.post("/relais/kits/", {"relay": [first.pk, second.pk]})
    assert refused.status_code == 409
    assert "Rien n’est parti" in refused.content.decode()
    assert factories.mails().count() == 1


def test_an_answer_is_written_down_from_the_list(trip: Trip, relay_of: Make, client: Client) -> None:
    add_contact(relay=(relay := relay_of()), phone="05 56 00 00 01", by=trip.adviser, at=AT)
    desk = factories.become(client, membership=trip.post)
    desk.post("/relais/kits/", {"relay": [relay.pk]})
    sending = Sending.objects.get()
    assert desk.post(f"/relais/envois/{sending.pk}/", {"answer": "", "answer_text": "x"}).status_code == 200
    desk.post(f"/relais/envois/{sending.pk}/", {"answer": "published", "answer_text": "En mars"})
    sending.refresh_from_db()
    assert (sending.answer, sending.answer_text) == ("published", "En mars")
    assert "En mars" in desk.get("/relais/envois/").content.decode()
    client.logout()
    assert client.get(f"/relais/envois/{sending.pk}/").status_code == 302


def test_the_relay_answers_by_the_link_of_its_mail(trip: Trip, relay_of: Make, client: Client) -> None:
    sent(trip, relay_of(), at=timezone.now())
    link = re.search(r"https?://\S+(/relais-partenaire/\S+)", factories.mails().get().body)
    assert link
    page = client.get(link[1], follow=True)
    answer = page.redirect_chain[-1][0]
    assert "Qu’en avez-vous fait" in page.content.decode()
    assert not Sending.objects.exclude(answer="").exists(), (
        "reading answers nothing: mail programs open links"
    )
    assert "Qu’avez-vous fait de notre envoi" in client.get("/mon-relais/").content.decode()
    client.post(answer, {"answer": "posted", "answer_text": ""})
    assert Sending.objects.get().answer == "posted"
    other = relay_of("Club")
    sent(trip, other, at=timezone.now())
    theirs = Sending.objects.latest("pk")
    assert client.get(f"/relais/envois/{theirs.pk}/").status_code == 404
