"""Several quotes against one brief: an order that nothing but the lot makes, who reads them, the pages."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from django.test import Client

from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.models import LogEntry
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import of_person
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import get_brief
from etabli.procurement.quotes import actions, proofs, queries
from etabli.procurement.quotes.models import Drawing, QuoteReading
from tests.community.conftest import AT, acting, answer, answers_of, as_member, enter, join, pass_on
from tests.procurement.quotes.comparison_cases import (
    PHOTOS,
    compared,
    heads,
    keep,
    order,
    quote,
    table,
)
from tests.procurement.quotes.conftest import give, given_file, project

# The order


def test_neither_prices_nor_days_nor_what_is_added_change_the_order(
    world: SimpleNamespace, brief: Brief
) -> None:
    readings = compared(world, brief, quote(9000), quote(100), quote(5000), quote(700))
    first = order(world, brief)
    assert sorted(first) == sorted(reading.pk for reading in readings)
    for rank, reading in enumerate(reversed(readings)):
        QuoteReading.objects.filter(pk=reading.pk).update(uploaded_at=AT + timedelta(days=rank))
        actions.read_again(reading=reading, by=world.artisan_viewer, at=AT)
        keep(reading, quote(100 * (rank + 1)))
    assert order(world, brief) == first
    compared(world, brief, quote(1), at=AT - timedelta(days=9))
    assert [pk for pk in order(world, brief) if pk in first] == first


def test_another_lot_gives_another_order(world: SimpleNamespace, brief: Brief) -> None:
    compared(world, brief, quote(), quote(), quote(), quote())
    orders = set()
    for seed in "abcdefgh":
        Drawing.objects.update(seed=seed)
        orders.add(tuple(order(world, brief)))
    assert len(orders) > 1


def test_the_order_is_drawn_once_and_committed_to(world: SimpleNamespace, brief: Brief) -> None:
    assert not Drawing.objects.exists()
    compared(world, brief, quote(), quote())
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
    opened = {reply.pk: actions.add_answer_quote(answer=reply, by=by, at=AT) for reply in reversed(sent)}
    for reading in opened.values():
        keep(reading, quote())
    others = compared(world, brief, quote(), quote())
    shown = order(world, brief)
    assert [pk for pk in shown if pk not in {reading.pk for reading in others}] == [
        opened[card.pk].pk for card in answers_of(ad)
    ]


def test_no_parameter_sorts(client: Client, world: SimpleNamespace, brief: Brief) -> None:
    compared(world, brief, quote(900), quote(100))
    enter(client, world.artisan.user)
    here = f"/devis/projet/{brief.pk}/"

    def columns(query: str = "") -> list[str]:
        return re.findall(
            r'<th scope="col"><b class="count">\w+</b> <a href="([^"]+)"', heads(client, f"{here}{query}")[0]
        )

    asked = ["tri=prix", "sort=price", "order=-gross", "ordre=date", "o=1"]
    assert [columns(f"?{query}") for query in asked] == [columns()] * len(asked)
    assert len(columns()) == 2


# Who sees it


def test_the_adviser_sees_what_was_shown_and_nobody_else_anything(
    world: SimpleNamespace, brief: Brief
) -> None:
    shown, hidden = compared(world, brief, quote(), quote())
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
    for reading in compared(world, brief, *[quote()] * rows):
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
    readings = compared(world, brief, *(quote(100, f"Studio {number}") for number in range(7)))
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
    compared(world, brief, *(quote(100, f"Studio {number}", PHOTOS) for number in range(2)))
    enter(client, world.artisan.user)
    answered = client.get(f"/devis/projet/{brief.pk}/comparaison.pdf")
    file = tmp_path / "c.pdf"
    file.write_bytes(answered.content)
    with pikepdf.open(file) as document:
        assert str(document.Root.Lang) == "fr"
        tags = [
            str(part.S) for part in document.objects if isinstance(part, pikepdf.Dictionary) and "/S" in part
        ]
    assert {"/Table", "/TH", "/H1", "/H2", "/L"} <= set(tags)
    assert tags.count("/TH") >= 3 * tags.count("/Table")


def test_the_message_asks_and_judges_nothing(client: Client, world: SimpleNamespace, brief: Brief) -> None:
    (reading,) = compared(world, brief, quote())
    enter(client, world.artisan.user)
    page = client.get(f"/devis/{reading.pk}/message/").content.decode()
    assert "mailto:contact@exemple.invalid?subject=" in page
    assert "1. " in page
    assert world.artisan.name in page
    assert not re.search(r"\b(cher|trop|abusif|anormal|arnaque)\b", page.lower())
