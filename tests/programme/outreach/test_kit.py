"""The kit of a relay: its dates, its texts in their lengths, its papers, and the address that never fails."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from hypothesis import given, strategies as some
from lxml import etree
from pytest_django import DjangoAssertNumQueries, Settings

from etabli.foundation.seats.models import Occasion
from etabli.programme.coverage.engine import Season
from etabli.programme.outreach.kit.papers import PAPERS, archive, button_svg, link_html
from etabli.programme.outreach.kit.texts import texts_of
from etabli.programme.outreach.queries.kits import REACH_KM, Kit, kit_of, kits_of
from etabli.territory.places.models import Road
from etabli.territory.relays.actions import withdraw_relay
from etabli.territory.relays.models import Relay
from tests.programme.trip import AT, Trip

Make = Callable[..., Relay]
LATER = AT + timedelta(days=1)
PAGES = {"affiche-a4.pdf": (595, 842), "affiche-a3.pdf": (842, 1191), "tracts-a5.pdf": (842, 595)}


def read(pdf: bytes) -> str:
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return "".join(page.replace("\ufffe", "-").split())


def test_the_dates_are_the_nearest_that_have_room_by_date(trip: Trip, relay_of: Make) -> None:
    Road.objects.create(a=trip.pauillac, b=trip.blaye, km=20)
    there = trip.session(trip.blaye, days=5)
    here = [trip.session(days=days) for days in (9, 8, 7)]
    full, _late = trip.session(days=6), trip.session(days=400)
    Occasion.objects.filter(pk=full.occasion_id).update(taken=12)
    shown = kit_of(relay_of(), LATER).dates
    assert [card.pk for card in shown] == [there.pk, *(session.pk for session in reversed(here))]
    assert 20 <= (shown[0].km or 0) <= REACH_KM
    assert shown[1].km == 0


def test_what_lies_beyond_reach_or_is_another_chamber_s_is_not_shown(trip: Trip, relay_of: Make) -> None:
    Road.objects.create(a=trip.pauillac, b=trip.blaye, km=REACH_KM)
    trip.session(trip.blaye)
    trip.session(by=trip.next_door_post)
    assert kit_of(relay_of(), LATER).dates == ()


@pytest.mark.parametrize("number", [1, 3])
def test_two_statements_for_all_the_kits(
    trip: Trip, relay_of: Make, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    trip.session()
    made = [relay_of(f"Mairie {rank}") for rank in range(number)]
    relays = list(Relay.objects.filter(pk__in=[one.pk for one in made]).select_related("commune", "chamber"))
    kits_of(relays, LATER)  # the roads are read once
    with django_assert_num_queries(2):
        assert len(kits_of(relays, LATER)) == number


def invented(name: str, commune: str, dates: int, kind: str) -> Kit:
    card: Any = SimpleNamespace(starts_at=AT, commune=commune, title="Être trouvé " * 6, km=3.0)
    chamber = SimpleNamespace(name="Chambre de métiers et de l’artisanat de région", phone="")
    relay: Any = SimpleNamespace(
        name=name, commune=SimpleNamespace(name=commune), chamber=chamber, kind=kind, code="x" * 40
    )
    return Kit(
        relay,
        Season(2027, 1),
        f"https://etabli.une-chambre-au-nom-bien-long.example/r/{'x' * 40}/",
        (card,) * dates,
    )


@given(
    some.text(max_size=120),
    some.text(min_size=1, max_size=45),
    some.integers(0, 4),
    some.sampled_from(Relay.Kind.values),
)
def test_each_text_fits_and_holds_the_link_whatever_the_names(
    name: str, commune: str, dates: int, kind: str
) -> None:
    kit = invented(name, commune, dates, kind)
    for text in texts_of(kit):
        assert kit.link in text.body
        assert text.limit is None or len(text.body) <= text.limit


def test_the_texts_speak_as_the_relay_does(trip: Trip, relay_of: Make) -> None:
    said = {}
    for kind in Relay.Kind.values:
        texts = {text.code: text for text in texts_of(kit_of(relay_of("Nous", kind=kind), LATER))}
        said[kind] = texts["article"]
        assert "Nous" in texts["mail"].body
        assert " " not in texts["mail"].mailto
    assert "bulletin" in said["town_hall"].title
    assert "adhérents" in said["club"].body
    assert "chez nous" in said["coworking"].body


def test_dates_are_said_while_they_fit_and_their_absence_too(trip: Trip, relay_of: Make) -> None:
    relay = relay_of()
    without = {text.code: text.body for text in texts_of(kit_of(relay, LATER))}
    assert "dès qu’elles seront connues" in without["mail"]
    trip.session(days=9)
    texts = {text.code: text.body for text in texts_of(kit_of(relay, LATER))}
    assert all("13\u00a0janvier (Pauillac)" in texts[code] for code in ("short", "long", "article"))
    assert "13 janvier (Pauillac)" in texts["telephone"]


@pytest.mark.parametrize("dates", [0, 4])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_paper_is_one_page_that_says_all(
    trip: Trip, relay_of: Make, name: str, dates: int, settings: Settings
) -> None:
    settings.BASE_URL = "https://etabli.une-chambre-au-nom-bien-long.example"
    for days in range(dates):
        trip.session(days=9 + days)
    relay = relay_of("Union des commerçants et artisans " + "de la presqu’île " * 5)
    pdf = PAPERS[name].make(kit_of(relay, LATER), LATER)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    assert tuple(round(side) for side in document[0].get_size()) == PAGES[name]
    text = read(pdf)
    assert f"etabli.une-chambre-au-nom-bien-long.example/r/{relay.code}" in text
    assert "".join(relay.name.split()) in text
    copies = 2 if name.startswith("tracts") else 1
    assert text.count("10h–13h30") == dates * copies


def test_the_whole_kit_comes_in_one_file(trip: Trip, relay_of: Make, client: Client) -> None:
    relay = relay_of()
    answer = client.get(f"/kit/{relay.code}/kit.zip")
    pack = zipfile.ZipFile(io.BytesIO(answer.content))
    assert pack.namelist() == [*PAPERS, "textes.txt"]
    assert f"/r/{relay.code}/" in pack.read("textes.txt").decode("utf-8-sig")
    assert pack.read("carre.png")[:4] == b"\x89PNG"
    assert etree.fromstring(pack.read("carre.svg")).tag.endswith("svg")
    assert archive(kit_of(relay, AT), AT)[:2] == b"PK"


def test_the_papers_are_in_the_language_chosen_on_the_page_whoever_takes_them(
    trip: Trip, relay_of: Make, client: Client
) -> None:
    address = f"/kit/{relay_of().code}/"
    english = {"accept-language": "en"}
    page = client.get(address, headers=english).content.decode()
    assert "To print" in page
    assert "Bonjour" in page, "the texts are for those around the relay"
    assert f'{address}affiche-a4.pdf?langue=fr"' in page
    chosen = client.get(address, {"langue": "en"}).content.decode()
    assert "À imprimer" in chosen
    assert "Would you like your customers" in chosen
    assert f'{address}affiche-a4.pdf?langue=en"' in chosen
    for asked, expected in (
        ({}, "Gratuits"),
        ({"langue": "en"}, "Freeofcharge"),
        ({"langue": "x"}, "Gratuits"),
    ):
        assert expected in read(client.get(f"{address}affiche-a4.pdf", asked, headers=english).content)
    pack = zipfile.ZipFile(io.BytesIO(client.get(f"{address}kit.zip", {"langue": "en"}).content))
    assert "A MAIL READY TO SEND" in pack.read("textes.txt").decode("utf-8-sig")


def test_the_button_is_a_plain_link(trip: Trip, relay_of: Make) -> None:
    trip.pauillac.name = 'Saint-"Brice" & <b>'
    relay = relay_of(commune=trip.pauillac)
    line = etree.fromstring(link_html(relay))
    assert (line.tag, list(line.attrib), len(line)) == ("a", ["href"], 0)
    assert trip.pauillac.name in (line.text or "")
    drawn = etree.fromstring(button_svg(relay).encode())
    assert not [name for element in drawn.iter() for name in element.attrib if name in {"style", "href"}]


def test_a_kit_is_open_to_whoever_has_its_address(trip: Trip, relay_of: Make, client: Client) -> None:
    relay = relay_of()
    page = client.get(f"/kit/{relay.code}/").content.decode()
    assert "Le kit : Mairie de Pauillac" in page
    assert "Envoyer ce kit" not in page
    poster = client.get(f"/kit/{relay.code}/affiche-a4.pdf")
    assert (poster["Content-Type"], poster.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"/kit/{relay.code}/autre.pdf").status_code == 404


def test_an_address_that_is_over_leads_to_the_nearest_workshops(
    trip: Trip, relay_of: Make, client: Client
) -> None:
    relay = relay_of()
    withdraw_relay(relay=relay, by=trip.adviser, at=AT)
    near = "/ateliers/?commune=33314"
    for address in (
        f"/r/{relay.code}/",
        f"/kit/{relay.code}/",
        f"/kit/{relay.code}/affiche-a4.pdf",
        "/r/pauillac-zzzz/",
    ):
        answer = client.get(address, follow=True)
        assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, near)
    for address in ("/r/", "/r/nulle-part/", "/r/%00%FF/"):
        answer = client.get(address, follow=True)
        assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, "/ateliers/")
