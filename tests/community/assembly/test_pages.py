"""The pages: what each reads, in how many statements; the code of a ballot is shown once and kept nowhere."""

import json
import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etabli.community.assembly import actions
from etabli.community.assembly.models import Ballot, Proxy
from etabli.community.association import actions as association
from etabli.community.association.models import Dues
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Role
from tests import factories as make
from tests.community.assembly.conftest import (
    AT,
    FACTS,
    RESOLUTION,
    arrived,
    ballot_for,
    convened,
    election,
    enter,
    join,
    make_hall,
    opened,
    vote,
)
from tests.community.assembly.test_secrecy import rows


def test_a_secret_vote_by_the_page_leaves_its_code_nowhere(client: Client, hall: SimpleNamespace) -> None:
    poll = election(hall, "Ana", "Bob", present="Cleo Dan")
    browser = enter(client, hall, "Cleo")
    address = f"/assemblees/scrutins/{poll.pk}/"
    shown = browser.get(address)
    assert "no-store" in shown["Cache-Control"]
    sent = {"voice": hall.members["Cleo"].pk, "choice": ballot_for(poll, "Bob")}
    page = browser.post(address, sent)
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page.text)[0]
    assert "no-store" in page["Cache-Control"]
    assert code not in repr(rows())
    assert code not in repr(dict(browser.session.items()))
    assert code not in browser.get(f"/assemblees/{hall.assembly.pk}/").text
    assert browser.post(address, sent).status_code == 409
    actions.close_poll(poll=poll, by=hall.board, at=AT)
    found = browser.post(address, {"code": code.lower()})
    assert found.text.count(code) > 1
    assert found.request["QUERY_STRING"] == ""
    assert Ballot.objects.get().key == code


def test_the_voice_of_whoever_came_after_all_is_not_their_holders_to_use(
    client: Client, hall: SimpleNamespace
) -> None:
    poll = election(hall, "Cleo", "Dan", present="Bob Cleo")
    Proxy.objects.create(
        assembly=hall.assembly,
        principal=hall.members["Ana"],
        holder=hall.members["Bob"],
        given_on=AT.date(),
    )
    address, browser = f"/assemblees/{hall.assembly.pk}/", enter(client, hall, "Bob")
    vote(hall, poll, "Bob", [])
    to_vote = "Votre voix compte jusqu’à la clôture"
    assert to_vote in browser.get(address).text, "Ana is away: hers is left"
    arrived(hall, "Ana")
    assert to_vote not in browser.get(address).text
    assert to_vote in enter(Client(), hall, "Ana").get(address).text


def test_what_was_ticked_in_excess_stays_ticked(client: Client, hall: SimpleNamespace) -> None:
    poll = election(hall, "Ana", "Bob", "Cleo", present="Cleo Dan")
    sent = {"voice": hall.members["Cleo"].pk, "choice": ballot_for(poll, "Ana", "Bob", "Cleo")}
    page = enter(client, hall, "Cleo").post(f"/assemblees/scrutins/{poll.pk}/", sent)
    assert "Vous avez coché 3 noms" in page.text
    assert page.text.count("checked") == 3


def closed_election(hall: SimpleNamespace) -> Any:
    poll = election(hall, "Ana", "Bob", present="Cleo Dan", seats=1)
    vote(hall, poll, "Cleo", ballot_for(poll, "Ana"))
    vote(hall, poll, "Dan", ballot_for(poll, "Bob"))
    poll = actions.close_poll(poll=poll, by=hall.board, at=AT)
    return actions.draw_tie(poll=poll, by=hall.board, at=AT)


def test_the_file_of_the_ballots_is_counted_again(
    client: Client, hall: SimpleNamespace, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    poll = closed_election(hall)
    address = f"/assemblees/scrutins/{poll.pk}/bulletins"
    browser = enter(client, hall, "Eve")
    file = tmp_path / "bulletins.json"
    file.write_bytes(browser.get(f"{address}.json").content)
    for source in (str(file), str(poll.pk)):
        call_command("assembly", "recount", source, "--json")
        told = json.loads(capsys.readouterr().out)
        assert (told["cast"], len(told["elected"]), told["vacant"]) == (2, 1, 0)
    assert browser.get(f"{address}.csv").content.decode("utf-8-sig").count("\n") == 3
    assert browser.get(f"{address}.xml").status_code == 404


def test_an_open_poll_publishes_nothing(client: Client, hall: SimpleNamespace) -> None:
    poll = election(hall, "Ana", present="Cleo Dan")
    browser = enter(client, hall, "Eve")
    assert browser.get(f"/assemblees/scrutins/{poll.pk}/bulletins.json").status_code == 404


def test_the_neighbour_and_the_members_see_nothing_in_preparation(
    client: Client, hall: SimpleNamespace
) -> None:
    address = f"/assemblees/{hall.assembly.pk}/"
    assert enter(client, hall).get(address).status_code == 200
    assert enter(Client(), hall, "Ana").get(address).status_code == 404
    other = Organisation.objects.create(kind="association", name="Voisine", chamber=hall.organisation.chamber)
    seat = make.membership(other, Role.BOARD)
    convened(hall, RESOLUTION)
    assert make.become(Client(), membership=seat).get(address).status_code == 404
    assert enter(Client(), hall, "Ana").get(address).status_code == 200


@pytest.mark.parametrize("rows_shown", [1, 3])
def test_lists_cost_the_same_at_one_row_and_at_three(
    client: Client, hall: SimpleNamespace, rows_shown: int
) -> None:
    convened(hall, *[{**RESOLUTION, "title": f"R{rank}"} for rank in range(rows_shown)])
    arrived(hall, *list(hall.members)[: rows_shown + 1])
    opened(hall)
    for item in hall.assembly.items.all():
        poll = actions.open_poll(item=item, by=hall.board, at=AT)
    for rank in range(rows_shown - 1):
        actions.prepare(
            organisation=hall.organisation, facts={**FACTS, "title": f"A{rank}"}, by=hall.board, at=AT
        )
        join(hall.organisation, f"N{rank}")
    board, member, found = enter(client, hall), enter(Client(), hall, "Ana"), {}
    for who, browser, address in [
        *[("board", board, one) for one in FOR_BOARD],
        *[("member", member, one) for one in FOR_MEMBER],
    ]:
        with CaptureQueriesContext(connection) as statements:
            assert browser.get(address.format(pk=hall.assembly.pk, poll=poll.pk)).status_code == 200
        found[f"{who} {address}"] = len(statements)
    assert found == STATEMENTS


FOR_BOARD = (
    "/assemblees/",
    "/assemblees/{pk}/",
    "/assemblees/{pk}/presences/",
    "/assemblees/{pk}/procurations/",
    "/assemblees/{pk}/proces-verbal/",
    "/assemblees/scrutins/{poll}/",
    "/conseil/",
)
FOR_MEMBER = ("/assemblees/{pk}/", "/assemblees/scrutins/{poll}/")
STATEMENTS = {
    "board /assemblees/": 5,
    "board /assemblees/{pk}/": 12,
    "board /assemblees/{pk}/presences/": 12,
    "board /assemblees/{pk}/procurations/": 8,
    "board /assemblees/{pk}/proces-verbal/": 9,
    "board /assemblees/scrutins/{poll}/": 6,
    "board /conseil/": 5,
    "member /assemblees/{pk}/": 16,
    "member /assemblees/scrutins/{poll}/": 11,
}


def test_a_whole_assembly_by_the_pages(client: Client, db: None) -> None:
    """The board prepares, convenes, opens, closes; a member signs in, votes; the minutes are a PDF."""
    hall = make_hall("Ana Bob")
    board, ana = enter(client, hall), enter(Client(), hall, "Ana")
    day = (datetime.now(UTC) + timedelta(days=16)).date()
    facts = {"title": "AG", "day": day, "begins": "18:00", "ends": "20:00", "place": "Salle"}
    page = board.post("/assemblees/nouvelle/", facts, follow=True)
    one = page.request["PATH_INFO"]
    item = {"title": "Les comptes", "kind": "resolution", "majority": "simple"}
    board.post(f"{one}point/", item)
    assert board.get(f"{one}convocation.pdf").content.startswith(b"%PDF")
    assert "parties" in board.post(f"{one}etape/", {"do": "convene"}, follow=True).text
    ana.post(f"{one}procuration/", {"holder": hall.members["Bob"].pk})
    assert "Vous avez donné votre voix" in ana.get(one).text
    board.post(f"{one}etape/", {"do": "open"})
    board.post(f"{one}presences/noter/", {"member": hall.members["Bob"].pk, "do": "arrive"})
    ana.post(f"{one}me-voici/", {"do": "arrive"})
    pk = hall.assembly.pk + 1
    from etabli.community.assembly.models import Item

    found = Item.objects.get(assembly=pk)
    poll = board.post(f"/assemblees/points/{found.pk}/scrutin/", follow=True).request["PATH_INFO"]
    assert "Votre voix" in ana.get(poll).text
    assert ana.post(poll, {"voice": hall.members["Ana"].pk, "choice": "for"}).status_code == 302
    assert "adoptée" in board.post(f"{poll}etape/", {"do": "close"}, follow=True).text
    board.post(f"{one}etape/", {"do": "close"})
    board.post(f"{one}proces-verbal/", {f"item_{found.pk}": "Les comptes sont lus."})
    assert ana.get(f"{one}proces-verbal.pdf").status_code == 404
    board.post(f"{one}signer/")
    assert ana.get(f"{one}proces-verbal.pdf").content.startswith(b"%PDF")


def test_a_draft_is_given_up_and_comes_back_while_nobody_is_told(
    client: Client, hall: SimpleNamespace
) -> None:
    board = enter(client, hall)
    address = f"/assemblees/{hall.assembly.pk}/"
    page = board.post(f"{address}etape/", {"do": "give_up"}, follow=True).text
    assert "Personne n’avait été convoqué" in page
    assert hall.assembly.title not in board.get("/assemblees/").text.split("</div></details>")[-1]
    assert not make.mails().exists()
    entry = Entry.objects.latest("pk")
    assert f"/historique/{entry.pk}/annuler/" in page
    board.post(f"/historique/{entry.pk}/annuler/")
    hall.assembly.refresh_from_db()
    assert hall.assembly.cancelled_at is None


def test_nothing_ticked_asks_before_it_is_a_blank_ballot(client: Client, hall: SimpleNamespace) -> None:
    poll = election(hall, "Ana", "Bob", "Eve", present="Cleo Dan")
    browser, sent = enter(client, hall, "Cleo"), {"voice": hall.members["Cleo"].pk}
    address = f"/assemblees/scrutins/{poll.pk}/"
    page = browser.post(address, sent).text.replace("\xa0", " ")
    assert "Vous n’avez rien coché : voter blanc ?" in page
    assert page.count("Oui, voter blanc") == page.count("Non, choisir des noms") == 1
    assert not poll.roll.exists()
    assert re.search(
        r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", browser.post(address, {**sent, "blank": "yes"}).text
    )
    assert poll.roll.count() == 1


def test_a_payment_that_keeps_a_vote_is_not_offered_to_be_cancelled_and_why_is_said(
    client: Client, hall: SimpleNamespace
) -> None:
    given = {"organisation": hall.organisation, "by": hall.board, "at": AT}
    kept = {"display_name": "Bob", "trade": "developer", "commune_code": "", "category": None}
    association.change_member(member=hall.members["Bob"], kind="company", **kept, by=hall.board, at=AT)
    association.add_category(name="Tous", kind="", amount_cents=6000, **given)
    days = {"starts_on": AT.date() - timedelta(days=300), "ends_on": AT.date()}
    association.open_period(name="2026", **days, due_on=AT.date() - timedelta(days=200), **given)
    convened(hall, RESOLUTION)
    sent = {"amount_cents": "60", "method": "cheque", "reference": "", "paid_on": f"{AT:%Y-%m-%d}"}
    with time_machine.travel(AT, tick=False):
        board = enter(client, hall)
        for name, is_kept in (("Ana", True), ("Bob", False)):
            dues = Dues.objects.get(member=hall.members[name])
            page = board.post(f"/adherents/cotisations/{dues.pk}/", sent, follow=True).text
            undo = f"/historique/{Entry.objects.latest('pk').pk}/annuler/"
            assert ("Annuler ce paiement" in page, undo in page) == (not is_kept, not is_kept)
            assert page.count("personne ne perd son droit de vote") == (2 if is_kept else 0)
