"""Several quotes against one brief: an order that nothing but the lot makes, cells that a person may overrule."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from django.test import Client

from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.models import LogEntry
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.procurement.briefs.actions import answer_need
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import get_brief, whole_plain
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes import actions, proofs, queries
from etabli.procurement.quotes.engine.model import Found, Line, Party, Passage, Place, Quote, Totals
from etabli.procurement.quotes.models import Drawing, QuoteReading
from tests.community.conftest import AT, acting, answer, answers_of, as_member, enter, join, pass_on
from tests.procurement.quotes.conftest import give, given_file, project

PHOTOS = Line("Photographies de l'atelier", net_amount=Decimal(350), place=Place(1, (10, 100, 200, 112)))
NEWSLETTER = Line("Newsletter mensuelle", net_amount=Decimal(420), recurring="year")


def found(price: int = 1000, supplier: str = "Atelier Fictif", *more: Line) -> Quote:
    lines = (Line("Création du site, 5 pages", net_amount=Decimal(price)), *more)
    name, email = Found(supplier), Found("contact@exemple.invalid")
    net = sum((line.net_amount for line in lines if line.net_amount), Decimal(0))
    vat = net / 5
    return Quote(
        "text",
        lines=lines,
        supplier=Party(name=name, email=email),
        totals=Totals(net=Found(net), vat=Found(vat), gross=Found(net + vat)),
        page_sizes=((595.0, 842.0),),
    )


def keep(reading: QuoteReading, what: Quote, at: Any = AT) -> QuoteReading:
    return actions.keep_reading(reading=reading, result=what, by=Viewer.system(reading.chamber_id), at=at)


def compared(world: SimpleNamespace, brief: Brief, *what: Quote, at: Any = AT) -> list[QuoteReading]:
    """These quotes, given in this order and compared with the brief."""
    return [keep(give(world, read=False, brief=brief, at=at), one) for one in what]


def table(world: SimpleNamespace, brief: Brief, by: Viewer | None = None, page: int = 1) -> queries.Compared:
    viewer = by or world.artisan_viewer
    own = get_brief(viewer, brief.pk)
    return queries.side_by_side_of(viewer, own, page=page, language="fr", at=AT)


def order(world: SimpleNamespace, brief: Brief, by: Viewer | None = None) -> list[int]:
    return [column.pk for column in table(world, brief, by).table.columns]


def words(world: SimpleNamespace, brief: Brief, label: str) -> list[str]:
    both = table(world, brief).table
    return next(
        [cell.word for cell in row.cells] for row in (*both.wanted, *both.extra) if row.label == label
    )


def heads(client: Client, address: str) -> list[str]:
    """The first rows of the tables of a page."""
    return re.findall(r"<thead>.*?</thead>", client.get(address).content.decode(), re.DOTALL)


# The order


def test_neither_prices_nor_days_nor_what_is_added_change_the_order(
    world: SimpleNamespace, brief: Brief
) -> None:
    readings = compared(world, brief, found(9000), found(100), found(5000), found(700))
    first = order(world, brief)
    assert sorted(first) == sorted(one.pk for one in readings)
    for rank, reading in enumerate(reversed(readings)):
        QuoteReading.objects.filter(pk=reading.pk).update(uploaded_at=AT + timedelta(days=rank))
        actions.read_again(reading=reading, by=world.artisan_viewer, at=AT)
        keep(reading, found(100 * (rank + 1)))
    assert order(world, brief) == first
    compared(world, brief, found(1), at=AT - timedelta(days=9))
    assert [pk for pk in order(world, brief) if pk in first] == first


def test_another_lot_gives_another_order(world: SimpleNamespace, brief: Brief) -> None:
    compared(world, brief, found(), found(), found(), found())
    orders = set()
    for seed in "abcdefgh":
        Drawing.objects.update(seed=seed)
        orders.add(tuple(order(world, brief)))
    assert len(orders) > 1


def test_the_order_is_drawn_once_and_committed_to(world: SimpleNamespace, brief: Brief) -> None:
    assert not Drawing.objects.exists()
    compared(world, brief, found(), found())
    drawing = Drawing.objects.get(brief=brief)
    written = LogEntry.objects.get(kind="quotes.drawn")
    assert written.payload["draw"] == commitment(drawing.seed)
    assert [list(proof()) for proof in proofs.PROOFS] == [[]]
    Drawing.objects.update(seed="another")
    assert len(list(proofs.PROOFS[0]())) == 1


def test_answers_to_the_ad_keep_the_order_in_which_the_market_shows_them(
    world: SimpleNamespace, brief: Brief
) -> None:
    ad = pass_on(world, world.artisan, number=brief.pk)
    members = [world.member, *(join(world, name) for name in ("ana", "bob", "eve"))]
    by = world.artisan_viewer
    sent = [answer(ad, member, upload=given_file()) for member in members]
    opened = {one.pk: actions.add_answer_quote(answer=one, by=by, at=AT) for one in reversed(sent)}
    for reading in opened.values():
        keep(reading, found())
    others = compared(world, brief, found(), found())
    shown = order(world, brief)
    assert [pk for pk in shown if pk not in {one.pk for one in others}] == [
        opened[card.pk].pk for card in answers_of(ad)
    ]


def test_no_parameter_sorts(client: Client, world: SimpleNamespace, brief: Brief) -> None:
    compared(world, brief, found(900), found(100))
    enter(client, world.artisan.user)
    here = f"/devis/projet/{brief.pk}/"

    def columns(query: str = "") -> list[str]:
        return re.findall(
            r'<th scope="col"><b class="count">\w+</b> <a href="([^"]+)"', heads(client, f"{here}{query}")[0]
        )

    asked = ["tri=prix", "sort=price", "order=-gross", "ordre=date", "o=1"]
    assert [columns(f"?{one}") for one in asked] == [columns()] * len(asked)
    assert len(columns()) == 2


# The cells


def test_each_need_says_in_a_word_what_each_quote_does_and_leads_to_its_place(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    with_photos, bare = compared(
        world, brief, found(1000, "Avec photos", PHOTOS, NEWSLETTER), found(500, "Sans")
    )
    enter(client, world.artisan.user)
    page = client.get(f"/devis/projet/{brief.pk}/").content.decode()
    both = table(world, brief).table
    labels = [row.label for row in both.wanted]
    asked = [one.need_id for one in whole_plain(get_brief(world.artisan_viewer, brief.pk)).answers]
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
    readings = compared(world, brief, found(1000, "Avec", workshop), found(500, "Sans"))
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
    (reading,) = compared(world, brief, replace(found(), passages=(row,)))
    both = table(world, brief).table
    cell = next(row.cells[0] for row in both.wanted if row.cells[0].need_id == "photos")
    (piece,) = cell.pieces
    assert (cell.word, piece.text) == ("non compris", "«\u00a0Photos non comprises\u00a0»")
    assert piece.address == f"/devis/{reading.pk}/?page=1#page"
    enter(client, world.artisan.user)
    page = client.get(f"/devis/{reading.pk}/").content.decode()
    assert "1 besoin\u00a0: le devis dit qu’il n’est pas compris" in page
    assert "Vous écrivez\u00a0: «\u00a0Photos non comprises\u00a0»." in page
    told = client.post(f"/devis/{reading.pk}/besoin/photos/", {"says": "covered", "reason": "C’est page 3"})
    assert told.status_code == 302
    assert words(world, brief, load().by_id["photos"].label.fr) == ["compris"]


def test_a_person_says_otherwise_with_a_reason_whatever_is_read_again(
    client: Client, world: SimpleNamespace, brief: Brief
) -> None:
    (reading,) = compared(world, brief, found())
    label = next(row.label for row in table(world, brief).table.wanted if row.cells[0].need_id == "photos")
    assert words(world, brief, label) == ["absent"]
    enter(client, world.artisan.user)
    there, here = f"/devis/{reading.pk}/besoin/photos/", f"/devis/projet/{brief.pk}/"
    assert client.post(there, {"says": "covered", "reason": " "}).status_code == 422
    told = client.post(f"{there}?next={here}", {"says": "covered", "reason": "C’est page 3"})
    assert told.headers["Location"] == here
    actions.read_again(reading=reading, by=world.artisan_viewer, at=AT)
    keep(reading, found(2000))
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
    (reading,) = compared(world, brief, found(1000, "Avec", NEWSLETTER))
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
    compared(world, brief, replace(found(1000, "Suisse"), currency="CHF"), found(900, "Ici"))
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
    doubtful, plain = compared(world, brief, replace(found(1000, "Flou"), totals=faint), found(900, "Net"))
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
        world, brief, replace(found(), source="ocr", lines=(), totals=Totals()), found(900, "Net")
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
    compared(world, brief, found(1000, "Tout", *lines), found(900, "Rien"))
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
    compared(world, brief, found(1000, "Seul", PHOTOS))
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
    compared(world, brief, *(found(100, f"Studio {number}", PHOTOS) for number in range(3)))
    assert 'data-letter="C"' not in client.get(here).content.decode().split("autres conditions")[0]
    compared(world, brief, found(100, "Studio 4"))
    assert 'data-letter="D"' in client.get(here).content.decode().split("autres conditions")[0]


# Who sees it


def test_the_adviser_sees_what_was_shown_and_nobody_else_anything(
    world: SimpleNamespace, brief: Brief
) -> None:
    shown, hidden = compared(world, brief, found(), found())
    actions.share_quote(reading=shown, by=world.artisan_viewer, at=AT)
    assert set(order(world, brief)) == {shown.pk, hidden.pk}
    assert order(world, brief, world.adviser) == [shown.pk]
    never = [
        as_member(world.member),
        acting(world.double.user, Role.BOARD),
        world.neighbour_adviser,
        of_person(world.other_artisan),
    ]
    for viewer in never:
        with pytest.raises(NotVisible):
            table(world, brief, viewer)


# The pages


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_takes_a_fixed_number_of_statements(
    client: Client, world: SimpleNamespace, rows: int, django_assert_num_queries: Any
) -> None:
    brief = project(world)
    for reading in compared(world, brief, *[found()] * rows):
        actions.overrule(
            reading=reading, need_id="photos", says="covered", reason="Oui", by=world.artisan_viewer, at=AT
        )
    own = get_brief(world.artisan_viewer, brief.pk)
    with django_assert_num_queries(4):  # quotes, corrections, dismissals, draw
        queries.side_by_side_of(world.artisan_viewer, own, page=1, language="fr", at=AT)
    enter(client, world.artisan.user)
    with django_assert_num_queries(
        12
    ):  # session, user, roles, person, brief, answers, photos, the four above, the other quotes
        client.get(f"/devis/projet/{brief.pk}/")


def test_letters_follow_the_drawn_order_over_pages_of_six(client: Client, world: SimpleNamespace) -> None:
    brief = project(world)
    readings = compared(world, brief, *(found(100, f"Studio {number}") for number in range(7)))
    assert [len(table(world, brief, page=page).table.columns) for page in (1, 2, 9)] == [6, 1, 6]
    enter(client, world.artisan.user)
    here = f"/devis/projet/{brief.pk}/"
    letters = [re.findall(r'class="count">(\w)<', heads(client, f"{here}?page={page}")[0]) for page in (1, 2)]
    assert letters == [list("ABCDEF"), ["G"]]
    client.post(f"/devis/{readings[0].pk}/comparer/", {"next": here})
    assert table(world, brief).pages == 1
    assert f'value="{brief.pk}"' in client.get(here).content.decode()  # it may come back
    assert f"/devis/projet/{brief.pk}/" in client.get("/devis/").content.decode()


def test_no_quote_yet_and_one_that_waits(client: Client, world: SimpleNamespace, brief: Brief) -> None:
    enter(client, world.artisan.user)
    assert "Aucun devis à comparer" in client.get(f"/devis/projet/{brief.pk}/").content.decode()
    give(world, read=False, brief=brief)
    page = client.get(f"/devis/projet/{brief.pk}/").content.decode()
    assert "nous le lisons" in page


def test_the_pdf_holds_every_quote_in_tables_with_headers(
    client: Client, world: SimpleNamespace, brief: Brief, tmp_path: Any
) -> None:
    compared(world, brief, *(found(100, f"Studio {number}", PHOTOS) for number in range(2)))
    enter(client, world.artisan.user)
    answered = client.get(f"/devis/projet/{brief.pk}/comparaison.pdf")
    file = tmp_path / "c.pdf"
    file.write_bytes(answered.content)
    with pikepdf.open(file) as document:
        assert str(document.Root.Lang) == "fr"
        tags = [str(one.S) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    assert {"/Table", "/TH", "/H1", "/H2", "/L"} <= set(tags)
    assert tags.count("/TH") >= 3 * tags.count("/Table")


def test_the_message_asks_and_judges_nothing(client: Client, world: SimpleNamespace, brief: Brief) -> None:
    (reading,) = compared(world, brief, found())
    enter(client, world.artisan.user)
    page = client.get(f"/devis/{reading.pk}/message/").content.decode()
    assert "mailto:contact@exemple.invalid?subject=" in page
    assert "1. " in page
    assert world.artisan.name in page
    assert not re.search(r"\b(cher|trop|abusif|anormal|arnaque)\b", page.lower())
