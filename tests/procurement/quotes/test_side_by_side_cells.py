"""What the cells say of several quotes against one brief: needs, amounts; a person may overrule them."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import of_person
from etabli.procurement.briefs.actions import answer_need
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import get_brief, whole_plain
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes import actions
from etabli.procurement.quotes.engine.model import Found, Line, Passage, Place, Totals
from tests.community.conftest import AT, as_member, enter
from tests.procurement.quotes.comparison_cases import (
    NEWSLETTER,
    PHOTOS,
    compared,
    keep,
    quote,
    table,
    words,
)


def test_each_need_says_in_a_word_what_each_quote_does_and_leads_to_its_place(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    with_photos, bare = compared(
        world, brief, quote(1000, "Avec photos", PHOTOS, NEWSLETTER), quote(500, "Sans")
    )
    enter(client, world.artisan.user)
    page = client.get(f"/devis/projet/{brief.pk}/").content.decode()
    both = table(world, brief).table
    labels = [row.label for row in both.wanted]
    asked = [answer.need_id for answer in whole_plain(get_brief(world.artisan_viewer, brief.pk)).answers]
    assert {"photos", "hosting"} <= set(asked), "what was answered, and what goes without saying"
    assert [row.cells[0].need_id for row in both.wanted] == asked
    photos = both.wanted[asked.index("photos")]
    said = {cell.pk: cell for cell in photos.cells}
    assert (said[with_photos.pk].word, said[bare.pk].word) == ("compris", "absent")
    (piece,) = said[with_photos.pk].pieces
    assert piece.address == f"/devis/{with_photos.pk}/?page=1#f-line-p1y100"
    assert piece.address in page
    assert 'id="f-line-p1y100"' in client.get(piece.address.split("#")[0]).content.decode()
    assert [row.cells[0].need_id for row in both.extra] == ["newsletter"]
    assert all(label.replace("’", "&#x27;") in page or label in page for label in labels)
    first = page.split('id="table"')[1].split("</table>")[0]
    assert first.count('class="state') == 2, (
        "no sum is called good; only whose the domain name is bears a mark"
    )
    assert [row.cells[0].need_id for row in both.differing] == ["photos", "newsletter"]
    assert "2 points sur" in page
    terms = {row.label: {cell.text for cell in row.cells} for row in (*both.money, *both.conditions)}
    assert "non écrit" in terms["Puis chaque année"]
    assert terms["À payer une fois"] == {"1\u202f350\u00a0€ HT", "600\u00a0€"}
    assert terms["Total écrit sur le devis"] == {
        "1\u202f770\u00a0€ HT, 2\u202f124\u00a0€ TTC",
        "500\u00a0€ HT, 600\u00a0€ TTC",
    }


def test_the_goal_has_no_row_and_asks_no_question(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    answer_need(brief=brief, need_id="audience", answer="Les gens d’ici", by=world.artisan_viewer, at=AT)
    workshop = Line("Atelier de cadrage, définition des objectifs", net_amount=Decimal(300))
    readings = compared(world, brief, quote(1000, "Avec", workshop), quote(500, "Sans"))
    actions.overrule(
        reading=readings[0],
        need_id="goals-public",
        says="covered",
        reason="Oui",
        by=world.artisan_viewer,
        at=AT,
    )
    both = table(world, brief).table
    shown = {row.cells[0].need_id for row in (*both.wanted, *both.extra)}
    assert "photos" in shown
    assert not shown & {"audience", "goals-public"}
    enter(client, world.artisan.user)
    ask = load().by_id["audience"].ask.fr
    for reading in readings:
        for page in ("", "questions/", "message/"):
            assert ask.split(",")[0] not in client.get(f"/devis/{reading.pk}/{page}").content.decode()


def test_what_a_quote_leaves_out_is_told_in_its_words(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    row = Passage("Photos non comprises", Place(1, (10, 300, 200, 312)))
    (reading,) = compared(world, brief, replace(quote(), passages=(row,)))
    both = table(world, brief).table
    cell = next(row.cells[0] for row in both.wanted if row.cells[0].need_id == "photos")
    (piece,) = cell.pieces
    assert (cell.word, piece.text) == ("non compris", "«\u00a0Photos non comprises\u00a0»")
    assert piece.address == f"/devis/{reading.pk}/?page=1#page"
    enter(client, world.artisan.user)
    page = client.get(f"/devis/{reading.pk}/").content.decode()
    assert "1 besoin\u00a0: le devis dit qu’il n’est pas compris" in page
    assert "Vous écrivez\u00a0: «\u00a0Photos non comprises\u00a0»." in page
    response = client.post(
        f"/devis/{reading.pk}/besoin/photos/", {"says": "covered", "reason": "C’est page 3"}
    )
    assert response.status_code == 302
    assert words(world, brief, load().by_id["photos"].label.fr) == ["compris"]


def test_a_person_says_otherwise_with_a_reason_whatever_is_read_again(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    (reading,) = compared(world, brief, quote())
    label = next(row.label for row in table(world, brief).table.wanted if row.cells[0].need_id == "photos")
    assert words(world, brief, label) == ["absent"]
    enter(client, world.artisan.user)
    there, here = f"/devis/{reading.pk}/besoin/photos/", f"/devis/projet/{brief.pk}/"
    assert client.post(there, {"says": "covered", "reason": " "}).status_code == 422
    response = client.post(f"{there}?next={here}", {"says": "covered", "reason": "C’est page 3"})
    assert response.headers["Location"] == here
    actions.read_again(reading=reading, by=world.artisan_viewer, at=AT)
    keep(reading, quote(2000))
    assert words(world, brief, label) == ["compris"]
    for page in (here, f"/devis/{reading.pk}/"):
        assert "corrigé par vous le" in client.get(page).content.decode()
        assert "C’est page 3" in client.get(page).content.decode()
    asked = client.get(f"/devis/{reading.pk}/questions/").content.decode()
    assert load().by_id["photos"].ask.fr not in asked
    assert load().by_id["training"].ask.fr in asked
    entry = Entry.objects.filter(verb="quotes.overrule").latest("pk")
    undo(entry=entry, by=world.artisan_viewer, at=AT)
    assert words(world, brief, label) == ["absent"]
    undo(entry=Entry.objects.latest("pk"), by=world.artisan_viewer, at=AT)
    client.post(f"/devis/{reading.pk}/remettre/need:photos/", {"next": here})
    assert words(world, brief, label) == ["absent"]
    assert client.get(f"/devis/{reading.pk}/besoin/nothing/").status_code == 404


def test_the_adviser_says_otherwise_of_what_they_were_shown_and_signs_it(
    world: SimpleNamespace, brief: Brief
) -> None:
    (reading,) = compared(world, brief, quote(1000, "Avec", NEWSLETTER))
    given = {"reading": reading, "need_id": "newsletter", "says": "missing", "reason": "Offert", "at": AT}
    for viewer in (world.adviser, as_member(world.member), of_person(world.other_artisan)):
        with pytest.raises(NotAllowed):
            actions.overrule(**given, by=viewer)
    reading = actions.share_quote(reading=reading, by=world.artisan_viewer, at=AT)
    actions.overrule(**given, by=world.adviser)
    (row,) = table(
        world, brief
    ).table.extra  # what nobody asked for stays in the table, with what was said of it
    assert row.cells[0].word == "absent"
    assert f"corrigé par {world.adviser.actor.name}" in row.cells[0].note


def test_amounts_stand_in_their_own_currency_and_that_is_said_first(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    compared(world, brief, replace(quote(1000, "Suisse"), currency="CHF"), quote(900, "Ici"))
    once = next(row for row in table(world, brief).table.money if row.label == "À payer une fois")
    assert {cell.text for cell in once.cells} == {"1\u202f200\u00a0CHF", "1\u202f080\u00a0€"}
    enter(client, world.artisan.user)
    page = client.get(f"/devis/projet/{brief.pk}/").content.decode().split('id="table"')[0]
    assert "pas en euros" in page
    assert "mais en CHF" in page


def test_what_was_not_read_for_certain_is_never_called_unwritten(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    """An amount of which we are not sure is not one that the quote leaves out: its cell leads to what to look at."""
    faint = Totals(net=Found(Decimal(1000), confidence=0.3), gross=Found(Decimal(1200), confidence=0.3))
    doubtful, plain = compared(world, brief, replace(quote(1000, "Flou"), totals=faint), quote(900, "Net"))
    total = next(
        row for row in table(world, brief).table.conditions if row.label == "Total écrit sur le devis"
    )
    terms = {
        column.pk: cell for column, cell in zip(table(world, brief).table.columns, total.cells, strict=True)
    }
    assert (terms[doubtful.pk].text, terms[doubtful.pk].is_said) == ("non lu avec certitude", False)
    assert terms[doubtful.pk].address == f"/devis/{doubtful.pk}/#to-look-at"
    assert terms[plain.pk].is_said


def test_a_picture_read_poorly_says_nothing_by_its_silence(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    blurred, _sharp = compared(
        world, brief, replace(quote(), source="ocr", lines=(), totals=Totals()), quote(900, "Net")
    )
    both = table(world, brief).table
    (column,) = (column for column in both.columns if column.pk == blurred.pk)
    assert [caution.tone for caution in column.cautions] == ["ask"]
    at = both.columns.index(column)
    assert {row.cells[at].text for row in both.money} == {"non lu avec certitude"}
    assert {row.cells[at].word for row in both.needs} == {"non lu avec certitude"}
    enter(client, world.artisan.user)
    page = client.get(f"/devis/projet/{brief.pk}/").content.decode()
    assert f"{column.letter}\u00a0: {column.cautions[0].title}" in page


def test_many_points_are_folded_and_none_is_lost(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    """Sixty needs: a page shows a few of those that differ, the rest stands under one press."""
    lines = [
        Line(str(text), net_amount=Decimal(10 + at))
        for at, text in enumerate(need.words.strong[0] for need in load().answerable)
    ]
    compared(world, brief, quote(1000, "Tout", *lines), quote(900, "Rien"))
    both = table(world, brief).table
    assert len(both.differing) == 14 < len(both.further)
    ids = [row.cells[0].need_id for row in (*both.differing, *both.further, *both.alike)]
    assert len(ids) == len(set(ids)) == len(both.points)
    assert {row.cells[0].need_id for row in both.needs} - set(ids) <= {"domain-owner"}
    enter(client, world.artisan.user)
    page = client.get(f"/devis/projet/{brief.pk}/").content.decode()
    assert f"{len(both.further)} autres points sur lesquels ils diffèrent" in page


def test_a_quote_alone_stands_beside_the_project(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    compared(world, brief, quote(1000, "Seul", PHOTOS))
    enter(client, world.artisan.user)
    page = client.get(f"/devis/projet/{brief.pk}/").content.decode()
    assert "Un devis face à votre projet" in page
    both = table(world, brief).table
    assert not both.alike
    assert len(both.differing) + len(both.further) == len(both.points)


def test_each_mark_bears_its_letter_where_a_row_takes_several_lines(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    enter(client, world.artisan.user)
    here = f"/devis/projet/{brief.pk}/"
    compared(world, brief, *(quote(100, f"Studio {number}", PHOTOS) for number in range(3)))
    assert 'data-letter="C"' not in client.get(here).content.decode().split("autres conditions")[0]
    compared(world, brief, quote(100, "Studio 4"))
    assert 'data-letter="D"' in client.get(here).content.decode().split("autres conditions")[0]
