"""Taking back what put somebody in the association: a departure like any other, while nothing rests on their place."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.association import actions
from etabli.community.association.engine import ListedMember
from etabli.community.association.models import Application, Member
from etabli.community.neutrality.models import LogEntry
from etabli.foundation.journal import CannotUndo, NotAllowed, may_undo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.viewer import Viewer
from tests.community.association.powers import suspended
from tests.community.conftest import AT, acting, answer, as_member, enter, pass_on


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


def added(world: SimpleNamespace, by: Viewer) -> Member:
    user = User.objects.create_user("nouvelle@example.invalid", "Nouvelle")
    told = {"display_name": "Nouvelle", "trade": "writer", "joined_on": date(2027, 1, 1)}
    return actions.add_member(organisation=world.association, user=user, **told, by=by, at=AT)


def registered(world: SimpleNamespace, by: Viewer) -> Member:
    told = {"display_name": "Nouvelle", "trade": "writer", "kind": "person", "commune_code": ""}
    given = {**told, "email": "nouvelle@example.invalid", "category": None, "joined_on": date(2027, 1, 1)}
    return actions.register_member(organisation=world.association, **given, by=by, at=AT)


def accepted(world: SimpleNamespace, by: Viewer) -> Member:
    asked = Application.objects.create(
        organisation=world.association, chamber_id=world.chamber.pk, kind="person", name="Nouvelle",
        email="nouvelle@example.invalid", trade="writer", sent_at=AT, confirmed_at=AT, state="waiting",
    )  # fmt: skip
    return actions.accept_application(application=asked, by=by, at=AT)


def listed(world: SimpleNamespace, by: Viewer) -> Member:
    rows = [ListedMember(1, "Nouvelle", "nouvelle@example.invalid", "", "person", "writer", "", None)]
    actions.import_members(organisation=world.association, rows=rows, by=by, at=AT)
    return Member.objects.get(user__email="nouvelle@example.invalid")


ARRIVALS = [added, registered, accepted, listed]
Arrival = Callable[[SimpleNamespace, Viewer], Member]


def arrival_entry() -> Entry:
    verbs = ["add_member", "register_member", "accept_application", "import_members"]
    return Entry.objects.filter(verb__in=[f"association.{verb}" for verb in verbs]).latest("pk")


def is_in(member: Member) -> bool:
    return Member.objects.get(pk=member.pk).left_on is None


@pytest.mark.parametrize("arrive", ARRIVALS)
def test_the_member_is_told_and_it_stands_in_the_log(world: SimpleNamespace, arrive: Arrival) -> None:
    member = arrive(world, world.board)
    undo(entry=arrival_entry(), by=world.board, at=AT)
    assert not is_in(member)
    told = Notice.objects.get(kind="association.standing", owner=member.user.party_id)
    assert "départ" in told.title
    assert LogEntry.objects.latest("number").kind == "member.departure_recorded"
    undo(entry=Entry.objects.latest("pk"), by=world.board, at=AT)
    assert is_in(member)
    assert LogEntry.objects.latest("number").kind == "member.return_recorded"


@pytest.mark.parametrize("is_read", [True, False])
@pytest.mark.parametrize("arrive", ARRIVALS)
def test_who_read_of_a_departure_that_is_taken_back_reads_of_it_too(
    world: SimpleNamespace, arrive: Arrival, is_read: bool
) -> None:
    member = arrive(world, world.board)
    undo(entry=arrival_entry(), by=world.board, at=AT)
    of_member = Notice.objects.filter(kind="association.standing", owner=member.user.party_id)
    if is_read:
        of_member.update(read_at=AT)
    undo(entry=Entry.objects.latest("pk"), by=world.board, at=AT)
    titles = list(of_member.order_by("pk").values_list("title", flat=True))
    departure, back = (
        "Votre départ de l’association est noté",
        "Vous êtes de nouveau dans l’association",
    )
    assert titles == ([departure, back] if is_read else [])


@pytest.mark.parametrize("arrive", ARRIVALS)
def test_who_may_not_put_out_does_not_undo_an_arrival(world: SimpleNamespace, arrive: Arrival) -> None:
    double = acting(world.double.user, Role.BOARD)
    member = arrive(world, double)
    with pytest.raises(NotAllowed):
        undo(entry=arrival_entry(), by=double, at=AT)
    assert is_in(member)


@pytest.mark.parametrize("arrive", [added, registered, accepted])
def test_it_is_not_even_offered_to_them(world: SimpleNamespace, arrive: Arrival) -> None:
    double = acting(world.double.user, Role.BOARD)
    arrive(world, double)
    assert not may_undo(double, arrival_entry())


@pytest.mark.parametrize("role", [Role.BOARD, Role.MODERATOR])
@pytest.mark.parametrize("arrive", ARRIVALS)
def test_who_serves_is_not_put_out_by_it(world: SimpleNamespace, arrive: Arrival, role: Role) -> None:
    member = arrive(world, world.board)
    Membership.objects.create(user=member.user, organisation=world.association, role=role)
    with pytest.raises(NotAllowed):
        undo(entry=arrival_entry(), by=world.board, at=AT)
    assert is_in(member)


def paid(world: SimpleNamespace, member: Member) -> None:
    told = {"organisation": world.association, "by": world.board, "at": AT}
    actions.add_category(name="Toutes", kind="", amount_cents=6000, **told)
    period = actions.open_period(
        name="2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31), due_on=date(2027, 3, 1), **told
    )
    dues = [period.dues.get(member=member)]
    given = {"period": period, "dues": dues, "method": "transfer", "paid_on": AT.date()}
    actions.record_payments(**given, by=world.board, at=AT)


def lifted(world: SimpleNamespace, member: Member) -> None:
    made = suspended(member, world.board)
    actions.decide_appeal(suspension=made, lift=True, decision="", by=world.board, at=AT)


def appealed(world: SimpleNamespace, member: Member) -> None:
    made = suspended(member, world.board)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(member), at=AT)


def answered(world: SimpleNamespace, member: Member) -> None:
    answer(pass_on(world, world.artisan), member)


@pytest.mark.parametrize("use", [paid, lifted, appealed, answered])
@pytest.mark.parametrize("arrive", ARRIVALS)
def test_once_something_rests_on_the_place_it_stays(
    world: SimpleNamespace, arrive: Arrival, use: Callable[[Any, Member], None]
) -> None:
    member = arrive(world, world.board)
    entry = arrival_entry()
    use(world, member)
    notices = Notice.objects.count()
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=world.board, at=AT)
    assert is_in(member)
    assert Notice.objects.count() == notices


def test_the_history_says_why(world: SimpleNamespace) -> None:
    member = added(world, world.board)
    answered(world, member)
    board = enter(Client(), User.objects.get(pk=world.board.user_id))
    page = board.post(f"/historique/{arrival_entry().pk}/annuler/", follow=True)
    assert "Enregistrez plutôt son départ" in page.content.decode()
    assert is_in(member)
