"""The home, a relay's page, the outbox, the pages of help: who gets what."""

import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from etabli.community.forum.personal import BY_MAIL
from etabli.community.jobs.personal import APPLICATION
from etabli.foundation.drafts.personal import TYPED
from etabli.foundation.notices.personal import COUNTED
from etabli.foundation.notify.personal import MAIL
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.people.links import link_url
from etabli.foundation.people.personal import EVENT, LINK
from etabli.procurement.quotes.personal import HELD
from etabli.programme.watches.personal import WATCH_RETENTION
from etabli.programme.workshops.personal import NEED
from etabli.territory.relays.actions import withdraw_relay
from etabli.territory.relays.models import RelayVisit
from etabli.territory.relays.personal import LINK as RELAY_LINK
from tests import factories as make
from tests.programme.trip import AT, Trip


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def post(trip: Trip, role: str) -> Any:
    return trip.chamber.memberships.get(role=role)


# The home


def test_a_visitor_sees_the_next_three_workshops(trip: Trip, client: Any) -> None:
    assert "Aucun atelier n’est annoncé" in client.get("/").content.decode()
    for rank in range(4):
        trip.session(days=10 + rank)
    answer = client.get("/")
    assert len(answer.context["sessions"]) == 3
    assert f'action="{reverse("workshops:list")}"' in answer.content.decode()
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("number", [1, 3])
def test_the_home_costs_the_same_whatever_is_announced(
    trip: Trip, client: Any, number: int, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        trip.session(days=10 + rank)
    with django_assert_num_queries(2):
        assert len(client.get("/").context["sessions"]) == number


def test_a_half_day_is_asked_for_from_the_home(trip: Trip, client: Any) -> None:
    assert f'href="{reverse("diagnosis:half_day")}"' in client.get("/").text


def test_who_is_known_goes_to_their_desk(trip: Trip, client: Any) -> None:
    make.become(client, membership=trip.post)
    assert client.get("/")["Location"] == reverse("front:desk")


# A relay's page


def test_a_relay_has_its_page_with_the_nearest_workshops_and_the_visit_counts(
    trip: Trip, client: Any
) -> None:
    relay = trip.relay(trip.pauillac)
    trip.session(trip.blaye)
    trip.session(trip.pauillac, days=11)
    answer = client.get(reverse("front:relay", args=[relay.code]))
    assert [session.commune for session in answer.context["sessions"]] == ["Pauillac", "Blaye"]
    assert relay.code in answer.content.decode()
    client.get(reverse("front:relay", args=[relay.code.upper()]))
    client.head(reverse("front:relay", args=[relay.code]))  # a machine that only asks whether it is there
    assert RelayVisit.objects.get(relay=relay).visits == 2


@pytest.mark.parametrize("code", ["nulle-part", "pauillac-zz.)", "é" * 60, "a\x00b", "%"])
def test_a_wrong_code_leads_to_the_workshops_and_counts_for_nobody(
    trip: Trip, client: Any, code: str
) -> None:
    trip.relay()
    answer = client.get(reverse("front:relay", args=[code]))
    nearest = "?commune=33314" if code.startswith("pauillac") else ""
    assert (answer.status_code, answer["Location"]) == (302, reverse("workshops:list") + nearest)
    assert not RelayVisit.objects.exists()


def test_a_relay_that_left_has_a_link_that_still_leads_somewhere(trip: Trip, client: Any) -> None:
    relay = trip.relay()
    withdraw_relay(relay=relay, by=trip.adviser, at=AT)
    nearest = f"{reverse('workshops:list')}?commune={relay.commune_id}"
    assert client.get(reverse("front:relay", args=[relay.code]))["Location"] == nearest


def test_a_code_followed_by_the_full_stop_of_a_sentence_is_still_read(trip: Trip, client: Any) -> None:
    relay = trip.relay()
    assert client.get(f"/r/{relay.code}./").status_code == 200


# The outbox


def write(trip: Trip, key: str = "1") -> str:
    person = trip.person(email=f"anna{key}@example.org")
    url = link_url(make.link(person), to="/mon-projet/")
    body = f"Bonjour,\n\nVotre espace :\n{url}\n\nÀ bientôt"
    send(
        to=person.email, subject=f"Mail {key}", body=ours(body), key=key, chamber_id=person.chamber_id, at=AT
    )
    return url


def test_outside_the_demonstration_the_outbox_is_for_the_staff(trip: Trip, client: Any) -> None:
    write(trip)
    assert client.get(reverse("front:outbox")).status_code == 404
    make.become(client, link=make.link(trip.person()))
    assert client.get(reverse("front:outbox")).status_code == 404
    make.become(client, membership=post(trip, "manager"))
    assert [mail.subject for mail in client.get(reverse("front:outbox")).context["mails"]] == ["Mail 1"]


def test_the_neighbour_chamber_reads_none_of_our_mails(trip: Trip, client: Any) -> None:
    write(trip)
    make.become(client, membership=trip.next_door_post)
    assert list(client.get(reverse("front:outbox")).context["mails"]) == []


def test_staff_do_not_read_the_secret_of_a_link(trip: Trip, client: Any) -> None:
    url = write(trip)
    make.become(client, membership=trip.post)
    text = client.get(reverse("front:outbox")).content.decode()
    token = url.split("/l/")[1].split("/")[0]
    assert token not in text
    assert "lien secret" in text
    assert "À bientôt" in text


def test_the_demonstration_shows_every_mail_with_its_links(trip: Trip, client: Any, settings: Any) -> None:
    settings.DEMONSTRATION = True
    url = write(trip)
    text = client.get(reverse("front:outbox")).content.decode()
    assert f'href="{url.split("?")[0]}?' in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_outbox_costs_the_same_whatever_it_holds(
    trip: Trip, client: Any, settings: Any, number: int, django_assert_num_queries: Any
) -> None:
    settings.DEMONSTRATION = True
    for rank in range(number):
        write(trip, str(rank))
    with django_assert_num_queries(2):  # how many there are, then those of the page
        assert len(client.get(reverse("front:outbox")).context["mails"]) == number


# Help, your data, accessibility


@pytest.mark.parametrize("name", ["help", "privacy", "accessibility"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_everybody_reads_the_pages_of_help(db: None, client: Any, name: str, language: str) -> None:
    answer = client.get(reverse(f"front:{name}"), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


def test_the_accessibility_page_does_not_claim_what_was_not_audited(db: None, client: Any) -> None:
    text = client.get(reverse("front:accessibility")).content.decode()
    assert "non conforme" in text
    assert "partiellement conforme" not in text


def test_your_data_says_the_longest_time_once_per_purpose(db: None, client: Any) -> None:
    chapters = client.get(reverse("front:privacy")).context["chapters"]
    rows = [row for chapter in chapters for row in chapter.rows]
    assert len(chapters) == 5
    assert len({(row.purpose, row.basis) for row in rows}) == len(rows)
    assert any("accompagnement" in row.purpose and row.months == 36 for row in rows)


def test_your_data_says_what_goes_by_itself_and_what_does_not(db: None, client: Any) -> None:
    page = client.get(reverse("front:privacy"))
    by_itself = {
        row.purpose: row.months for chapter in page.context["chapters"] for row in chapter.rows if row.expires
    }
    assert by_itself == {
        "Vous écrire sur ce qui vous concerne": MAIL.retention_months,
        "Vous écrire rarement quand vous n’avez rien demandé": COUNTED.retention_months,
        "Vous laisser entrer par un lien, sans compte": LINK.retention_months,
        "Transmettre votre candidature à qui propose le travail": APPLICATION.retention_months,
        "Lire un devis sans compte, pendant 24 heures, ou 30 jours s’il est gardé sans e-mail": HELD.retention_months,
        "Prendre une fois, et pas deux, une réponse que vous envoyez par e-mail": BY_MAIL.retention_months,
        "Préparer la salle pour que vous y soyez à l’aise": NEED.retention_months,
        "Laisser un relais ouvrir sa page par un lien, sans compte": RELAY_LINK.retention_months,
        "Voir qui essaie d’entrer par votre compte, et vous le dire": EVENT.retention_months,
        "Vous rendre ce que vous écriviez, jusqu’à l’envoi": TYPED.retention_months,
        "Vous prévenir quand un atelier vient près de chez vous, comme vous l’avez demandé": (
            WATCH_RETENTION.retention_months
        ),
    }
    assert re.search(r"<td[^>]*>30.jours</td>", page.content.decode())
    said = (
        page.content.decode().partition("Sauf ce qui suit, qui s’efface tout seul")[2].partition("</ul>")[0]
    )
    assert said.count("<li>") == len(by_itself), "all that the tables mark, and nothing else"
    for purpose in by_itself:
        assert purpose in unescape(said)
    assert "30 jours après votre dernière action" in page.content.decode()


def test_a_quote_is_read_from_the_help_and_from_the_home(client: Any, trip: Trip) -> None:
    """The answer that says how leads there: nobody has to know a menu."""
    answer = client.get("/aide/").text.partition('id="quote-without-account"')[2].partition("</p>")[0]
    assert '<a href="/devis/">Lire un devis</a>' in answer
    assert '<a href="/devis/">Lire un devis</a>' in client.get("/").text
