"""Correcting a reading on its page: what is asked, what is kept, what is taken back, what a new reading changes."""

import re
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.quotes import actions, queries
from etabli.procurement.quotes.engine.model import Found, Place, Quote
from etabli.procurement.quotes.models import Correction, QuoteReading
from tests.community.conftest import AT, enter
from tests.procurement.quotes.conftest import LINES, give, given_file, printed

WRONG = [("Création du site vitrine, 6 pages", "1", "1 800,00", "1 850,00"), *LINES[1:]]


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def reading(world: SimpleNamespace) -> QuoteReading:
    """A quote whose first line doesn't add up."""
    return give(world, upload=given_file(printed(lines=WRONG)))


def first_line(reading: QuoteReading) -> str:
    found = queries.as_corrected(reading)
    assert found
    return found.targets[0]


def reread(reading: QuoteReading, **changes: Any) -> None:
    """Another reading of the same quote, by the worker."""
    quote = queries.decoded(reading)
    assert quote
    found = replace(quote, **changes)
    QuoteReading.objects.filter(pk=reading.pk).update(status="waiting")
    actions.keep_reading(reading=reading, result=found, by=Viewer.system(reading.chamber_id), at=AT)


def amounts(reading: QuoteReading) -> list[Decimal | None]:
    found = queries.as_corrected(QuoteReading.objects.get(pk=reading.pk))
    assert found
    return [line.net_amount for line in found.quote.lines]


def text_of(page: Any) -> str:
    html = re.sub(r"<(script|style).*?</\1>", "", page.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_doubt_is_asked_and_a_yes_settles_it(client: Client, world: SimpleNamespace) -> None:
    """A word of a discount stands on the line: its amount may well be right."""
    reduced = [("Création du site vitrine, remise comprise", "1", "1 800,00", "1 850,00"), *LINES[1:]]
    reading = give(world, upload=given_file(printed(lines=reduced)))
    enter(client, world.artisan.user)
    here = f"/devis/{reading.pk}/"
    page = client.get(here)
    assert "Est-ce bien 1 × 1 800,00 € = 1 850,00 € ?" in text_of(page)
    assert "Les lignes font alors 2 760,00 € ; le devis annonce 2 710,00 €." in text_of(page)
    told = client.post(f"{here}confirmer/{first_line(reading)}/", follow=True)
    assert "Est-ce bien 1 × 1" not in text_of(told)
    assert "Ligne 1 : 1 × 1 800,00 € = 1 800,00 €" in text_of(told)  # the supplier's error stays said
    assert "dit par vous" in text_of(told)


def test_a_line_that_the_page_proves_wrong_is_said_so_and_not_asked_about(
    client: Client, world: SimpleNamespace, reading: QuoteReading
) -> None:
    enter(client, world.artisan.user)
    page = text_of(client.get(f"/devis/{reading.pk}/"))
    assert "Ligne 1 : 1 × 1 800,00 € = 1 800,00 €, le devis dit 1 850,00 €" in page
    assert "Est-ce bien 1 × 1" not in page


def test_a_line_is_corrected_and_told_what_it_changes(
    client: Client, world: SimpleNamespace, reading: QuoteReading
) -> None:
    enter(client, world.artisan.user)
    form = f"/devis/{reading.pk}/corriger/{first_line(reading)}/"
    page = client.get(form).content.decode()
    given = dict(re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', page))
    assert given["net_amount"] == "1850"
    assert f"/devis/{reading.pk}/page/1/" in page
    for wrong in ("1.800", "dix", "9" * 30, "²", "--5"):
        assert client.post(form, {**given, "net_amount": wrong}).status_code == 422
    assert not Correction.objects.exists()
    told = client.post(form, {**given, "net_amount": "1 800,00 €"}, follow=True)
    assert "C’est noté. Les lignes font alors 2 710,00 € : c’est bien le total du devis." in text_of(told)
    assert amounts(reading)[0] == 1800
    row = Correction.objects.get()
    assert (row.values, row.read_as) == ({"net_amount": "1800"}, {"net_amount": "1850"})
    undo(entry=Entry.objects.latest("pk"), by=world.artisan_viewer, at=AT)
    assert amounts(reading)[0] == 1850


def test_the_lists_follow_what_is_corrected(world: SimpleNamespace, reading: QuoteReading) -> None:
    said = {"reading": reading, "by": world.artisan_viewer, "at": AT}
    actions.correct(**said, target="gross", values={"value": "3300"})
    actions.correct(**said, target="supplier.name", values={"value": "L’Atelier d’à côté"})
    (card,) = queries.quotes_of(world.artisan_viewer)
    assert (card.name, card.gross) == ("L’Atelier d’à côté", Decimal(3300))
    reread(reading)
    (card,) = queries.quotes_of(world.artisan_viewer)
    assert (card.name, card.gross) == ("L’Atelier d’à côté", Decimal(3300))
    undo(entry=Entry.objects.filter(verb="quotes.correct").earliest("pk"), by=world.artisan_viewer, at=AT)
    assert queries.quotes_of(world.artisan_viewer)[0].gross == Decimal(3252)


def test_two_corrections_of_one_value_are_taken_back_one_after_the_other(
    world: SimpleNamespace, reading: QuoteReading
) -> None:
    target, by = first_line(reading), world.artisan_viewer
    for amount in ("1800", "1820"):
        actions.correct(reading=reading, target=target, values={"net_amount": amount}, by=by, at=AT)
    first, second = Entry.objects.filter(verb="quotes.correct").order_by("pk")
    with pytest.raises(CannotUndo):
        undo(entry=first, by=by, at=AT)
    undo(entry=second, by=by, at=AT)
    assert amounts(reading)[0] == 1800
    undo(entry=first, by=by, at=AT)
    assert amounts(reading)[0] == 1850


def test_a_new_reading_is_told_and_the_person_chooses(
    client: Client, world: SimpleNamespace, reading: QuoteReading
) -> None:
    enter(client, world.artisan.user)
    here = f"/devis/{reading.pk}/"
    client.post(f"{here}corriger/gross/", {"value": "3 300,00"})
    quote = queries.decoded(reading)
    assert quote
    reread(reading, totals=replace(quote.totals, gross=Found(Decimal(3350))))
    page = text_of(client.get(here))
    assert (
        "La nouvelle lecture dit 3 350,00 € ; la correction dit 3 300,00 €. Nous gardons la correction."
        in page
    )
    row = Correction.objects.get()
    client.post(f"{here}correction/{row.pk}/tenir/")
    page = text_of(client.get(here))
    assert "La nouvelle lecture" not in page
    assert "3 300,00 €" in page
    reread(reading, totals=replace(quote.totals, gross=Found(Decimal(3300))))
    assert "La nouvelle lecture dit 3 300,00 €, comme vous." in text_of(client.get(here))
    reread(reading, totals=replace(quote.totals, gross=Found(Decimal(3360))))
    client.post(f"{here}correction/{row.pk}/reprendre/")
    page = text_of(client.get(here))
    assert "3 360,00 €" in page
    assert "3 300,00 €" not in page
    assert client.post(f"{here}correction/{row.pk}/reprendre/").status_code == 404


def test_a_correction_without_its_line_is_shown(
    client: Client, world: SimpleNamespace, reading: QuoteReading
) -> None:
    enter(client, world.artisan.user)
    by = world.artisan_viewer
    actions.correct(reading=reading, target=first_line(reading), values={"net_amount": "1800"}, by=by, at=AT)
    quote = queries.decoded(reading)
    assert quote
    reread(reading, lines=quote.lines[1:])
    page = text_of(client.get(f"/devis/{reading.pk}/"))
    assert "« Création du site vitrine, 6 pages » avait été corrigé (1 800,00 €)" in page


def test_a_line_is_added_taken_out_and_put_back(
    client: Client, world: SimpleNamespace, reading: QuoteReading
) -> None:
    enter(client, world.artisan.user)
    here = f"/devis/{reading.pk}/"
    for name in ("Logo", "Cartes"):
        form = client.get(f"{here}ligne/")["Location"]
        client.post(form, {"description": name, "net_amount": "90"})
    assert amounts(reading)[4:] == [90, 90]
    client.post(f"{here}oter/{first_line(reading)}/")
    gone = first_line(reading)
    assert len(amounts(reading)) == 5
    page = client.get(here)
    assert "Lignes retirées" in text_of(page)
    removed = queries.as_corrected(QuoteReading.objects.get(pk=reading.pk))
    assert removed
    client.post(f"{here}oter/{removed.removed[0][0]}/", {"back": "1"})
    assert len(amounts(reading)) == 6
    assert first_line(reading) != gone


@pytest.mark.parametrize(
    "key", ["line:p9y9", "line:n99.net_amount", "supplier", "line:p1y1.confidence", "x" * 300]
)
@pytest.mark.parametrize("page", ["corriger", "confirmer", "oter"])
def test_what_the_quote_does_not_have_is_not_found(
    client: Client, world: SimpleNamespace, reading: QuoteReading, page: str, key: str
) -> None:
    enter(client, world.artisan.user)
    assert client.post(f"/devis/{reading.pk}/{page}/{key}/", {"value": "1"}).status_code == 404
    assert not Correction.objects.exists()


def test_the_adviser_who_sees_it_corrects_it_under_their_name(
    client: Client, world: SimpleNamespace, reading: QuoteReading
) -> None:
    said: Any = {"reading": reading, "target": "gross", "values": {"value": "3300"}, "at": AT}
    with pytest.raises(NotAllowed):
        actions.correct(**said, by=world.adviser)
    actions.share_quote(reading=reading, by=world.artisan_viewer, at=AT)
    actions.correct(**said, by=world.adviser)
    enter(client, world.artisan.user)
    assert f"dit par {world.adviser.name}" in text_of(client.get(f"/devis/{reading.pk}/"))
    enter(client, world.adviser_user, Role.ADVISER)
    assert "dit par vous" in text_of(client.get(f"/devis/{reading.pk}/"))


def test_meanwhile_read_again_it_says_so(
    client: Client, world: SimpleNamespace, reading: QuoteReading
) -> None:
    with pytest.raises(actions.NothingThere):
        actions.correct(
            reading=reading, target="line:p7y7", values={"unit": "h"}, by=world.artisan_viewer, at=AT
        )
    QuoteReading.objects.filter(pk=reading.pk).update(status="waiting")
    enter(client, world.artisan.user)
    assert client.get(f"/devis/{reading.pk}/corriger/net/").status_code == 404


# The page and its frames


def test_each_value_has_its_frame_and_each_frame_its_value(
    client: Client, world: SimpleNamespace, reading: QuoteReading
) -> None:
    enter(client, world.artisan.user)
    html = client.get(f"/devis/{reading.pk}/").content.decode()
    frames = set(re.findall(r'id="f-([\w-]+)"', html))
    assert set(re.findall(r'href="#v-([\w-]+)"', html)) == frames
    assert frames <= set(re.findall(r'id="v-([\w-]+)"', html))
    assert set(re.findall(r'href="#f-([\w-]+)"', html)) <= frames
    assert {"net", "gross", "number", "supplier-siret"} <= frames
    assert 'aria-label="Total TTC\u00a0: 3\u202f252,00\xa0€"' in html
    for number in re.findall(r'<rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"', html):
        assert all(float(one) > 0 for one in number)  # with a point, whatever the language


def test_a_page_is_a_picture_that_no_browser_keeps(
    client: Client, world: SimpleNamespace, reading: QuoteReading
) -> None:
    enter(client, world.artisan.user)
    here = f"/devis/{reading.pk}/page/"
    picture = client.get(f"{here}1/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert picture.content.startswith(b"\x89PNG")
    assert "no-store" in picture["Cache-Control"]
    assert client.get(f"{here}2/").status_code == 404
    assert client.get(f"{here}0/").status_code == 404
    enter(client, world.other_artisan.user)
    assert client.get(f"{here}1/").status_code == 404


def test_without_its_picture_the_page_still_says_everything(client: Client, world: SimpleNamespace) -> None:
    reading = give(world, read=False)
    found = Quote("docx", number=Found("D-12", Place(1, (0, 0, 9, 9))))
    actions.keep_reading(reading=reading, result=found, by=Viewer.system(reading.chamber_id), at=AT)
    enter(client, world.artisan.user)
    html = client.get(f"/devis/{reading.pk}/?page=7&question=9").content.decode()
    assert "D-12" in html
    assert f"/devis/{reading.pk}/page/" not in html
