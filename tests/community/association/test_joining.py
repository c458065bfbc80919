"""Asking to join, the board's answer, and what nobody learns on the way."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from etabli.community.association import actions
from etabli.community.association.links import application_path
from etabli.community.association.models import Application, Dues, Member
from etabli.community.association.tasks import close_unconfirmed
from etabli.foundation.journal import NotAllowed, undo, undo_refusal
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import lines_of, without_refused_undos
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.association.powers import board_member
from tests.community.conftest import AT, acting, enter

GIVEN = {
    "kind": "person",
    "name": "Ana Sol",
    "company": "",
    "email": "ana@example.invalid",
    "trade": "writer",
    "commune": "",
    "text": "J’écris pour des artisans.",
}


@pytest.fixture
def alone(world: SimpleNamespace) -> SimpleNamespace:
    """One association to join."""
    world.board = acting(world.double.user, Role.BOARD)
    return world


def asked(world: Any, **changes: Any) -> Application:
    given = {**GIVEN, "organisation": world.association, **changes}
    given["commune_code"] = given.pop("commune")
    made = actions.apply(**given, by=Viewer.nobody(), at=AT)
    return actions.confirm_application(application=made, by=Viewer.nobody(), at=AT)


def send(client: Client, world: Any, **changes: Any) -> Any:
    return client.post("/adhesion/", {**GIVEN, "association": world.association.pk, **changes})


def test_a_visitor_asks_and_the_board_reads_it_once_the_address_is_proved(
    client: Client, alone: SimpleNamespace
) -> None:
    answer = send(client, alone)
    assert answer.headers["Location"] == "/adhesion/envoyee/"
    made = Application.objects.get()
    board = enter(Client(), alone.double.user, Role.BOARD)
    assert "Ana Sol" not in board.get("/adherents/a-faire/").content.decode()
    assert board.get(f"/adherents/demandes/{made.pk}/").status_code == 404
    link = re.search(r"/adhesion/demande/[^/]+/", make.mails().get(to=made.email).body)
    assert link is not None
    client.post(f"{link[0]}confirmer/")
    assert "Ana Sol" in board.get("/adherents/a-faire/").content.decode()
    assert Notice.objects.filter(kind="association.application").count() == 2


def test_a_robot_writes_nothing(client: Client, alone: SimpleNamespace) -> None:
    answer = send(client, alone, site="http://spam.example")
    assert "Rien n’est encore parti" in answer.content.decode()
    assert not Application.objects.exists()
    assert not make.mails().exists()


def test_who_is_known_is_told_by_mail_alone(client: Client, alone: SimpleNamespace) -> None:
    known = send(client, alone, email=alone.member.user.email)
    unknown = send(client, alone)
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert Application.objects.count() == 1
    again = send(client, alone)
    assert again.headers["Location"] == "/adhesion/envoyee/"
    assert Application.objects.count() == 1


@pytest.mark.usefixtures("within_a_minute")
def test_one_address_does_not_send_without_end(client: Client, alone: SimpleNamespace) -> None:
    codes = [send(client, alone, email=f"x{n}@example.invalid").status_code for n in range(6)]
    assert codes == [302] * 5 + [429]


def test_what_was_typed_stays_when_something_is_missing(client: Client, alone: SimpleNamespace) -> None:
    answer = send(client, alone, kind="company")
    assert answer.status_code == 422
    assert "J’écris pour des artisans." in answer.content.decode()


def test_accepting_gives_a_place_and_its_dues_and_can_be_taken_back(alone: SimpleNamespace) -> None:
    category = actions.add_category(
        organisation=alone.association, name="Indépendant", kind="", amount_cents=6000, by=alone.board, at=AT
    )
    actions.open_period(
        organisation=alone.association,
        name="2027",
        starts_on=AT.date().replace(day=1),
        ends_on=AT.date().replace(month=12, day=31),
        due_on=AT.date().replace(day=31),
        by=alone.board,
        at=AT,
    )
    application, free = asked(alone), board_member(alone)
    member = actions.accept_application(application=application, category=category, by=free, at=AT)
    dues = Dues.objects.get(member=member)
    assert (dues.amount_cents, dues.paid_cents) == (6000, 0)
    assert Membership.objects.filter(user=member.user, role=Role.MEMBER, ended_on=None).exists()
    undo(entry=Entry.objects.latest("pk"), by=free, at=AT)
    member.refresh_from_db()
    dues.refresh_from_db()
    application.refresh_from_db()
    assert (member.left_on, application.state) == (AT.date(), "waiting")
    assert dues.withdrawn_at is not None
    undo(entry=Entry.objects.latest("pk"), by=free, at=AT)
    member.refresh_from_db()
    assert member.left_on is None


def test_the_board_asks_the_person_answers_and_is_refused(client: Client, alone: SimpleNamespace) -> None:
    application = asked(alone)
    board = enter(Client(), alone.double.user, Role.BOARD)
    board.post(f"/adherents/demandes/{application.pk}/question/", {"text": "Quel est votre métier ?"})
    path = application_path(application)
    assert "Quel est votre métier ?" in client.get(path).content.decode()
    client.post(path, {"text": "Rédactrice."})
    application.refresh_from_db()
    assert (application.state, application.answer) == ("waiting", "Rédactrice.")
    assert board.post(f"/adherents/demandes/{application.pk}/refuser/", {"text": ""}).status_code == 422
    free = enter(Client(), User.objects.get(pk=board_member(alone).user_id), Role.BOARD)
    free.post(f"/adherents/demandes/{application.pk}/refuser/", {"text": "Hors du département."})
    assert "Hors du département." in client.get(path).content.decode()
    assert not User.objects.filter(email=application.email).exists()


def test_undoing_a_refusal_calls_its_letter_back(alone: SimpleNamespace) -> None:
    application = asked(alone)
    free = board_member(alone)
    actions.refuse_application(application=application, reason="Non.", by=free, at=AT)
    entry = Entry.objects.latest("pk")
    assert make.mails().filter(body__contains="Non.", status="queued").exists()
    undo(entry=entry, by=free, at=AT)
    assert not make.mails().filter(body__contains="Non.", status="queued").exists()


def test_neither_a_neighbour_nor_the_chamber_sees_a_request(alone: SimpleNamespace) -> None:
    application = asked(alone)
    entry = Entry.objects.filter(verb="association.apply").latest("pk")
    for viewer in [alone.adviser, alone.neighbour_adviser, alone.neighbour_member]:
        with pytest.raises(NotAllowed):
            actions.accept_application(application=application, by=viewer, at=AT)
        with pytest.raises(NotAllowed):
            undo(entry=entry, by=viewer, at=AT)
    both = acting(alone.double.user, Role.ADVISER)
    with pytest.raises(NotAllowed):
        actions.accept_application(application=application, by=both, at=AT)
    assert enter(Client(), alone.double.user, Role.ADVISER).get("/adherents/").status_code == 403


def test_a_wrong_link_opens_nothing(client: Client, alone: SimpleNamespace) -> None:
    path = application_path(asked(alone))
    assert client.get(path).status_code == 200
    assert client.get(path[:-2] + ("a/" if path[-2] != "a" else "b/")).status_code == 404


def test_who_never_confirms_may_ask_again_later(alone: SimpleNamespace) -> None:
    given = {**GIVEN, "organisation": alone.association}
    given["commune_code"] = given.pop("commune")
    made = actions.apply(**given, by=Viewer.nobody(), at=AT)
    close_unconfirmed(AT.replace(month=3))
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert actions.apply(**given, by=Viewer.nobody(), at=AT).pk != made.pk


def test_whoever_left_and_asks_again_finds_their_place(alone: SimpleNamespace) -> None:
    member: Member = alone.member
    actions.leave(member=member, by=Viewer.system(), at=AT)
    application = asked(alone, email=member.user.email)
    assert actions.accept_application(application=application, by=alone.board, at=AT).pk == member.pk


def test_who_serves_a_chamber_is_offered_neither_to_refuse_nor_to_undo_an_acceptance(
    alone: SimpleNamespace,
) -> None:
    application, free = asked(alone), board_member(alone)
    address = f"/adherents/demandes/{application.pk}/"
    double = enter(Client(), alone.double.user, Role.BOARD)
    page = double.get(address).content.decode()
    assert "Refuser cette demande" not in page
    assert "Seconde" in page.partition("Qui le peut")[2].partition("</p>")[0]
    other = enter(Client(), User.objects.get(name="Seconde"), Role.BOARD)
    assert "Refuser cette demande" in other.get(address).content.decode()
    done = double.post(f"{address}accepter/", {"category": ""}, follow=True).content.decode()
    application.refresh_from_db()
    assert application.state == "accepted"
    entry = Entry.objects.filter(verb="association.accept_application").get()
    assert f"/historique/{entry.pk}/annuler/" not in done
    assert not without_refused_undos(alone.board, [entry], lines_of(alone.board, [entry]))[0].can_undo
    with pytest.raises(NotAllowed):
        undo(entry=entry, by=alone.board, at=AT)
    assert undo_refusal(entry, free, AT) == ""


def test_whoever_accepts_is_offered_to_take_it_back(alone: SimpleNamespace) -> None:
    application, free = asked(alone), board_member(alone)
    actions.accept_application(application=application, by=free, at=AT)
    entry = Entry.objects.latest("pk")
    assert without_refused_undos(free, [entry], lines_of(free, [entry]))[0].can_undo
