"""Taking in a list that somebody kept; the board's list; suspension and appeal."""

from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from etabli.community.association import actions, queries
from etabli.community.association.engine import ListedMember, examine, fold, guess_columns
from etabli.community.association.models import Dues, Member, Period
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.queries import NotVisible
from tests import factories as make
from tests.community.association.powers import board_member, suspended
from tests.community.conftest import AT, acting, as_member, enter

TRADES = {fold("Rédaction web"): "writer", "developpeur": "developer", "developpeuse": "developer"}
HEADER = ["Nom", "Prénom", "Adresse e-mail", "Métier", "Ville", "Date d'adhésion"]


def test_the_columns_are_guessed_by_their_names() -> None:
    assert guess_columns(HEADER) == {
        "first": 1,
        "name": 0,
        "email": 2,
        "trade": 3,
        "commune": 4,
        "joined_on": 5,
    }
    assert guess_columns(["Nom", "Date d’entrée"]) == {"name": 0, "joined_on": 1}
    assert guess_columns(["Full name", "Mail", "Raison sociale"]) == {"name": 0, "email": 1, "company": 2}


def test_each_line_comes_in_or_says_why_not() -> None:
    rows = [
        HEADER,
        ["Sol", "Ana", "Ana@Example.invalid", "redaction web", "Pauillac", "14/01/2024"],
        ["Roy", "Paul", "ana@example.invalid", "développeur", "", ""],
        ["", "", "x@example.invalid", "développeur", "", ""],
        ["Petit", "", "", "développeur", "", ""],
        ["Petit", "", "petit.example", "développeur", "", ""],
        ["Petit", "", "p@example.invalid", "astrologue", "", ""],
        ["Petit", "", "q@example.invalid", "Developpeurs", "", "hier"],
        ["Petit", "", "r@example.invalid", "", "", ""],
    ]
    roll = examine(rows, guess_columns(HEADER), trades=TRADES, communes={"pauillac": "33314"})
    assert roll.members == (
        ListedMember(2, "Ana Sol", "ana@example.invalid", "", "person", "writer", "33314", date(2024, 1, 14)),
    )
    assert [(fault.line, fault.code) for fault in roll.faults] == [
        (3, "twice"),
        (4, "no_name"),
        (5, "no_email"),
        (6, "bad_email"),
        (7, "trade"),
        (8, "day"),
        (9, "no_trade"),
    ]


def sheet(people: int) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Nom", "E-mail", "Métier"])
    for number in range(people):
        page.append([f"Personne {number}", f"p{number}@example.invalid", "Développeur"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_list_is_looked_at_then_taken_in_then_taken_back(world: SimpleNamespace) -> None:
    board = enter(Client(), User.objects.get(pk=world.board.user_id))
    before = Member.objects.count()
    given = {"file": SimpleUploadedFile("liste.xlsx", sheet(3)), "default_trade": "developer"}
    answer = board.post("/adherents/importer/", given)
    address = answer.headers["Location"]
    page = board.get(address).content.decode()
    assert "Personne 0" in page
    assert Member.objects.count() == before
    other = enter(Client(), world.member.user)
    assert other.get(address).status_code == 403
    board.post(address)
    assert Member.objects.count() == before + 3
    assert Membership.objects.filter(user__email="p0@example.invalid", role=Role.MEMBER).exists()
    assert board.get(address).status_code == 404
    undo(entry=Entry.objects.latest("pk"), by=world.board, at=AT)
    assert Member.objects.filter(left_on=None).count() == before


def test_a_file_that_is_no_list_says_so(world: SimpleNamespace) -> None:
    board = enter(Client(), world.double.user, Role.BOARD)
    for name, content in [("photo.xlsx", make.PDF), ("vide.csv", b"Nom;E-mail\n")]:
        answer = board.post(
            "/adherents/importer/", {"file": SimpleUploadedFile(name, content), "default_trade": ""}
        )
        assert answer.status_code == 422


def test_hundreds_come_in_with_a_handful_of_statements(
    world: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    rows = [
        ListedMember(n, f"Personne {n}", f"p{n}@example.invalid", "", "person", "writer", "", None)
        for n in range(2000)
    ]
    by = acting(world.double.user, Role.BOARD)
    with django_assert_max_num_queries(40):
        many = actions.import_members(organisation=world.association, rows=rows, by=by, at=AT)
    assert many == 2000
    assert queries.in_force(world.association.pk).count() == 2003


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_statements_for_one_and_three(
    world: SimpleNamespace, people: int, django_assert_num_queries: Any
) -> None:
    for number in range(people):
        make.member(world.association, f"Personne {number}")
    board = enter(Client(), world.double.user, Role.BOARD)
    board.get("/adherents/")
    with django_assert_num_queries(7):
        board.get("/adherents/")
    with django_assert_num_queries(8):
        board.get("/adherents/a-faire/")


def test_the_board_finds_a_member_and_takes_the_list_away(world: SimpleNamespace) -> None:
    board = enter(Client(), world.double.user, Role.BOARD)
    assert ">Atelier<" in board.get("/adherents/?q=atel").content.decode()
    assert ">Atelier<" not in board.get("/adherents/?q=studio").content.decode()
    assert ">Atelier<" in board.get("/adherents/?metier=writer").content.decode()
    told = board.get("/adherents/adherents.csv?q=atel").content.decode("utf-8-sig")
    assert "Atelier" in told
    assert "Studio" not in told


def test_a_neighbour_board_sees_nothing(world: SimpleNamespace) -> None:
    user = make.user()
    post = Membership.objects.create(user=user, organisation=world.association_next_door, role=Role.BOARD)
    board = make.become(Client(), membership=post)
    assert "Studio" not in board.get("/adherents/").content.decode()
    assert board.get(f"/adherents/{world.member.pk}/").status_code == 404
    assert board.post(f"/adherents/{world.member.pk}/suspendre/", {"text": "Non"}).status_code == 404
    with pytest.raises(NotVisible):
        queries.get_member(as_member(world.other_member), world.member.pk)


def test_suspended_with_a_reason_heard_and_back(world: SimpleNamespace) -> None:
    board = enter(Client(), User.objects.get(email="bureau@example.invalid"), Role.BOARD)
    second = board_member(world)
    mine = enter(Client(), world.member.user)
    sheet_of = f"/adherents/{world.member.pk}/"
    told = {"ground": "approach", "ends_on": timezone.localdate() + timedelta(days=30)}
    refused = board.post(f"{sheet_of}suspendre/", {**told, "reason": "Démarchage."})
    assert refused.status_code == 422
    assert "Démarchage." in refused.content.decode()
    board.post(
        f"{sheet_of}suspendre/", {**told, "reason": "Démarchage des artisans : trois se sont plaints."}
    )
    assert queries.member_of(as_member(world.member)) is None
    assert Notice.objects.filter(kind="association.standing").count() == 1
    assert "Démarchage des artisans" in mine.get("/mon-adhesion/").content.decode()
    mine.post("/mon-adhesion/recours/", {"text": "C’était une erreur."})
    assert "C’était une erreur." in board.get("/adherents/a-faire/").content.decode()
    assert board.post(f"{sheet_of}decider/", {"what": "lift", "text": "Moi."}).status_code == 422
    judge = enter(Client(), User.objects.get(pk=second.user_id), Role.BOARD)
    judge.post(f"{sheet_of}decider/", {"what": "lift", "text": "Vous avez raison."})
    assert queries.member_of(as_member(world.member)) == world.member
    assert Notice.objects.filter(kind="association.standing").count() == 2


def test_nobody_suspends_or_judges_themselves(world: SimpleNamespace) -> None:
    by = acting(world.double.user, Role.BOARD)
    with pytest.raises(NotAllowed):
        suspended(world.double, by)


def test_a_member_leaves_and_the_board_is_told(world: SimpleNamespace) -> None:
    mine = enter(Client(), world.member.user)
    mine.post("/mon-adhesion/partir/")
    world.member.refresh_from_db()
    assert world.member.left_on is not None
    assert Notice.objects.filter(kind="association.gone").count() == 2, "each of the board"


def test_the_board_adds_a_trade_that_members_choose(world: SimpleNamespace) -> None:
    board = enter(Client(), world.double.user, Role.BOARD)
    board.post("/adherents/reglages/trade/", {"name": "Illustration"})
    member = actions.add_member(
        organisation=world.association,
        user=make.user(),
        display_name="Ana",
        trade="Illustration",
        joined_on=AT.date(),
        by=acting(world.double.user, Role.BOARD),
        at=AT,
    )
    assert member.trade_label == "Illustration"
    with pytest.raises(actions.UnknownTrade):
        make.member(world.association_next_door, trade="Illustration")


def test_the_desk_of_the_board_leads_to_all_that_is_late_with_what_to_do_of_each(
    world: SimpleNamespace,
) -> None:
    today = timezone.localdate()
    period = Period.objects.create(
        organisation=world.association,
        name="2025",
        starts_on=today,
        ends_on=today,
        due_on=today - timedelta(days=60),
    )
    for number in range(queries.MAX_SHOWN + 1):
        late = make.member(world.association, f"Personne {number}")
        Dues.objects.create(member=late, period=period, amount_cents=5000, due_on=period.due_on)
    board = enter(Client(), world.double.user, Role.BOARD)
    (waiting,) = [row for row in board.get("/bureau/").context["waiting"] if "cotisation" in row.text]
    assert waiting.url == "/adherents/a-faire/#late"
    pages = [board.get(f"/adherents/a-faire/?page={page}").text for page in (1, 2)]
    assert 'id="late"' in pages[0]
    assert [page.count("/adherents/cotisations/") for page in pages] == [queries.MAX_SHOWN, 1]
    assert all("50,00" in page for page in pages)
