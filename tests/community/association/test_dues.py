"""Asking for dues, what is received, receipts, letters, and a provider that plugs in."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.community.association import actions, queries
from etabli.community.association.forms import period_defaults
from etabli.community.association.models import Dues, Member, Payment, Period
from etabli.community.association.payments import NotGenuine, ReceivedPayment
from etabli.community.association.tasks import remind_due
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Role, User
from etabli.foundation.people.viewer import Viewer
from tests.community.association.powers import board_member
from tests.community.conftest import AT, acting, as_member, enter

DUE = date(2027, 1, 31)


def asked(world: Any) -> Period:
    world.board = acting(world.double.user, Role.BOARD)
    for name, kind, cents in [("Indépendant", "person", 6000), ("Entreprise", "company", 15000)]:
        actions.add_category(
            organisation=world.association, name=name, kind=kind, amount_cents=cents, by=world.board, at=AT
        )
    return actions.open_period(
        organisation=world.association,
        name="2027",
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 12, 31),
        due_on=DUE,
        by=world.board,
        at=AT,
    )


def pay(world: Any, cents: int, **changes: Any) -> Payment:
    given = {
        "dues": Dues.objects.select_related("member").get(member=world.member),
        "method": "cheque",
        "reference": "n° 0000123",
        "amount_cents": cents,
        "paid_on": date(2027, 1, 12),
        "by": world.board,
        "at": AT,
    }
    return actions.record_payment(**{**given, **changes})


def changed(member: Member, *, by: Viewer, **changes: Any) -> None:
    """What the board corrects of a member."""
    given = {
        "display_name": "Studio",
        "trade": "writer",
        "kind": "person",
        "commune_code": "",
        "category": None,
    }
    actions.change_member(member=member, **{**given, **changes}, by=by, at=AT)


def test_each_member_owes_the_amount_of_their_category(world: SimpleNamespace) -> None:
    changed(world.other_member, by=board_member(world), display_name="Atelier SARL", kind="company")
    asked(world)
    amounts = dict(Dues.objects.values_list("member__display_name", "amount_cents"))
    assert amounts == {"Studio": 6000, "Atelier SARL": 15000, "Dominique": 6000}


def test_paid_in_two_parts_and_never_too_much(world: SimpleNamespace) -> None:
    asked(world)
    first, second = pay(world, 2500), pay(world, 3500, method="transfer")
    assert (first.number, second.number) == (1, 2)
    assert second.receipt == "R-2027-0002"
    with pytest.raises(actions.NotOwed):
        pay(world, 1)
    undo(entry=Entry.objects.filter(verb="association.record_payment").latest("pk"), by=world.board, at=AT)
    assert Dues.objects.get(member=world.member).paid_cents == 2500
    assert pay(world, 3500).number == 3


def test_a_period_that_somebody_paid_is_not_taken_back(world: SimpleNamespace) -> None:
    asked(world)
    opened = Entry.objects.filter(verb="association.open_period").latest("pk")
    payment = pay(world, 6000)
    with pytest.raises(CannotUndo):
        undo(entry=opened, by=world.board, at=AT)
    actions.cancel_payment(payment=payment, by=world.board, at=AT)
    undo(entry=opened, by=world.board, at=AT)
    assert not queries.dues_to_pay(world.association.pk).exists()


def test_several_are_paid_at_once_and_taken_back_at_once(world: SimpleNamespace) -> None:
    period = asked(world)
    rows = list(Dues.objects.filter(period=period))
    many = actions.record_payments(
        period=period, dues=rows, method="transfer", paid_on=AT.date(), by=world.board, at=AT
    )
    assert (many, queries.dues_to_pay(world.association.pk).count()) == (3, 0)
    assert sorted(Payment.objects.values_list("number", flat=True)) == [1, 2, 3]
    undo(entry=Entry.objects.latest("pk"), by=world.board, at=AT)
    assert queries.dues_to_pay(world.association.pk).count() == 3
    undo(entry=Entry.objects.latest("pk"), by=world.board, at=AT)
    assert queries.dues_to_pay(world.association.pk).count() == 0


def test_a_member_downloads_the_receipt_and_nobody_else_does(world: SimpleNamespace) -> None:
    asked(world)
    payment = pay(world, 2500)
    address = f"/adherents/paiements/{payment.pk}/recu.pdf"
    answer = enter(Client(), world.member.user).get(address)
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(b"".join(answer))) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert enter(Client(), world.other_member.user).get(address).status_code == 404
    assert enter(Client(), world.double.user, Role.ADVISER).get(address).status_code == 403
    actions.cancel_payment(payment=payment, by=world.board, at=AT)
    assert enter(Client(), world.member.user).get(address).status_code == 404


def letters(member: Any) -> list[str]:
    found = Notice.objects.filter(kind="association.dues", owner=member.user.party_id)
    return list(found.order_by("pk").values_list("title", flat=True))


def test_letters_leave_once_each_and_stop_with_the_payment(world: SimpleNamespace) -> None:
    asked(world)
    days = [AT, AT, at(DUE, -15), at(DUE, 7), at(DUE, 8), at(DUE, 61), at(DUE, 90)]
    for day in days:
        remind_due(day)
        if day == at(DUE, -15):
            pay(world, 6000)
    assert len(letters(world.other_member)) == 4
    assert len(letters(world.member)) == 2


def at(day: date, more: int) -> datetime:
    return AT.replace(year=day.year, month=day.month, day=day.day) + timedelta(days=more)


def test_a_clock_that_slept_writes_the_last_letter_alone(world: SimpleNamespace) -> None:
    asked(world)
    remind_due(at(DUE, 200))
    assert letters(world.member) == ["Payez votre cotisation pour voter à nouveau\u00a0: 60,00\u00a0€"]


def test_dues_given_up_count_as_settled(world: SimpleNamespace) -> None:
    asked(world)
    dues = Dues.objects.select_related("member").get(member=world.member)
    late = DUE + timedelta(days=90)
    assert world.member not in queries.voters(world.association.pk, late)
    actions.waive_dues(dues=dues, by=world.board, at=AT)
    assert world.member in queries.voters(world.association.pk, late)


def test_the_money_is_the_affair_of_the_board(world: SimpleNamespace) -> None:
    asked(world)
    for viewer in [world.adviser, as_member(world.member), world.neighbour_member, world.moderator]:
        with pytest.raises(NotAllowed):
            pay(world, 100, by=viewer)


class Card:
    """A provider as it could be: its calls bear a word that only it knows."""

    code, label = "card", "Carte"

    def address(self, dues: Dues, *, back: str) -> str:
        return f"https://pay.example/{dues.pk}?back={back}"

    def received(self, body: bytes, headers: Mapping[str, str]) -> ReceivedPayment | None:
        if headers.get("X-Word") != "s3cret":
            raise NotGenuine
        dues_id, cents, reference = body.decode().split()
        return ReceivedPayment(int(dues_id), int(cents), reference, DUE)


def test_a_provider_plugs_in(client: Client, settings: Any, world: SimpleNamespace) -> None:
    settings.DUES_PAYMENTS = [*settings.DUES_PAYMENTS, f"{__name__}.Card"]
    asked(world)
    dues = Dues.objects.get(member=world.member)
    page = enter(Client(), world.member.user).get("/mon-adhesion/").content.decode()
    assert f"https://pay.example/{dues.pk}" in page

    def call(word: str, reference: str = "tx-1") -> int:
        body = f"{dues.pk} 6000 {reference}"
        answer = client.post(
            "/adhesion/paiement/card/", body, content_type="text/plain", headers={"X-Word": word}
        )
        return answer.status_code

    assert call("guess") == 404
    assert (call("s3cret"), call("s3cret")) == (204, 204)
    dues.refresh_from_db()
    assert (dues.paid_cents, dues.payments.count()) == (6000, 1)
    assert (call("s3cret", "tx-2"), call("s3cret", "tx-2")) == (204, 204)  # paid twice: nothing asks for it
    dues.refresh_from_db()
    assert (dues.paid_cents, dues.payments.count()) == (6000, 1)
    told = Notice.objects.filter(kind="association.surplus", owner=world.board.actor.party_id)
    assert ["tx-2" in one.text for one in told] == [True]
    assert client.post("/adhesion/paiement/cheque/").status_code == 404


def test_the_board_writes_a_payment_in_the_browser(world: SimpleNamespace) -> None:
    asked(world)
    dues = Dues.objects.get(member=world.member)
    given = {"amount_cents": "25,50", "method": "cheque", "reference": "12", "paid_on": "2027-01-12"}
    address = f"/adherents/cotisations/{dues.pk}/"
    with time_machine.travel(AT, tick=False):
        board = enter(Client(), world.double.user, Role.BOARD)
        wrong = board.post(address, {**given, "amount_cents": "900"})
        assert wrong.status_code == 422
        assert "900" in wrong.content.decode()
        for day, said in [
            ("2030-01-01", "Ce jour n’est pas encore venu"),
            ("1985-02-03", "pas encore demandée"),
        ]:
            refused = board.post(address, {**given, "paid_on": day}).content.decode()
            assert said in refused
            assert day in refused
        board.post(address, given)
    dues.refresh_from_db()
    assert dues.paid_cents == 2550


@pytest.mark.parametrize(
    ("last", "proposed"),
    [
        (None, ("2027", "2027-01-01", "2027-12-31", "2027-12-31")),
        (("2024-01-01", "2024-12-31", "2024-02-01"), ("2027", "2027-01-01", "2027-12-31", "2027-12-31")),
        (("2026-01-01", "2026-12-31", "2026-02-01"), ("2027", "2027-01-01", "2027-12-31", "2027-02-01")),
        (("2026-09-01", "2027-08-31", "2026-10-01"), ("2027-2028", "2027-09-01", "2028-08-31", "2027-10-01")),
        (("2027-03-01", "2028-02-28", "2027-03-31"), ("2028-2029", "2028-02-29", "2029-02-27", "2028-03-30")),
    ],
)
def test_the_next_period_that_is_proposed_follows_the_last(
    last: tuple[str, str, str] | None, proposed: tuple[str, str, str, str]
) -> None:
    names = ("starts_on", "ends_on", "due_on")
    period = (
        Period(**{name: date.fromisoformat(day) for name, day in zip(names, last, strict=True)})
        if last
        else None
    )
    found = period_defaults(date(2027, 1, 15), period)
    assert tuple(str(value) for value in found.values()) == proposed


def test_what_is_late_is_said_and_once_all_is_paid_how_to_pay_is_not(
    client: Client, world: SimpleNamespace
) -> None:
    asked(world)
    actions.set_dues_rules(
        organisation=world.association,
        grace_days=60,
        remind_days=15,
        pay_to="Par virement",
        by=world.board,
        at=AT,
    )
    with time_machine.travel(AT + timedelta(days=60), tick=False):
        mine = enter(client, world.member.user, Role.MEMBER)
        assert "en retard" in (read := mine.get("/mon-adhesion/").text)
        assert "Par virement" in read
        pay(world, 6000)
        assert "en retard" not in (read := mine.get("/mon-adhesion/").text)
        assert "Par virement" not in read


def test_dues_asked_before_their_period_may_be_paid_before_it(world: SimpleNamespace) -> None:
    asked(world)
    ahead = {
        "name": "2028",
        "starts_on": date(2028, 1, 1),
        "ends_on": date(2028, 12, 31),
        "due_on": date(2028, 2, 1),
    }
    period = actions.open_period(organisation=world.association, **ahead, by=world.board, at=AT)
    dues = Dues.objects.select_related("member").get(member=world.member, period=period)
    told = {"method": "cheque", "reference": "", "amount_cents": 1000, "by": world.board, "at": AT}
    with pytest.raises(actions.NotFit):
        actions.record_payment(dues=dues, paid_on=AT.date() - timedelta(days=1), **told)
    assert actions.record_payment(dues=dues, paid_on=AT.date(), **told).paid_on == AT.date()


def set_grace(world: SimpleNamespace, days: int, on: date) -> None:
    actions.set_dues_rules(
        organisation=world.association,
        grace_days=days,
        remind_days=15,
        pay_to="",
        by=world.board,
        at=at(on, 0),
    )


@pytest.mark.parametrize("way", ["set", "undone"])
def test_a_shorter_grace_and_the_letter_that_says_so_come_on_the_same_day(
    world: SimpleNamespace, way: str
) -> None:
    asked(world)
    if way == "undone":
        set_grace(world, 15, DUE)
        set_grace(world, 60, DUE)
    remind_due(at(DUE, 8))
    later = DUE + timedelta(days=20)
    assert world.member in queries.voters(world.association.pk, later)
    if way == "set":
        set_grace(world, 15, later)
    else:
        entry = Entry.objects.filter(verb="association.set_dues_rules").order_by("-pk")[0]
        undo(entry=entry, by=world.board, at=at(later, 0))
    assert world.member not in queries.voters(world.association.pk, later)
    remind_due(at(later, 0))
    assert letters(world.member)[-1].startswith("Payez votre cotisation pour voter")


def test_who_comes_back_keeps_no_category_and_loses_no_trade_that_was_withdrawn(
    world: SimpleNamespace, client: Client
) -> None:
    asked(world)
    board = board_member(world)
    cheap = actions.add_category(
        organisation=world.association, name="Ancien tarif", kind="", amount_cents=100, by=world.board, at=AT
    )
    trade = actions.add_trade(organisation=world.association, name="Relieur", by=world.board, at=AT)
    changed(world.member, by=board, trade="Relieur", category=cheap)
    Dues.objects.all().delete()
    actions.leave(member=world.member, by=acting(world.member.user, Role.MEMBER), at=AT)
    actions.withdraw_category(category=cheap, by=world.board, at=AT)
    actions.withdraw_trade(trade=trade, by=world.board, at=AT)
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=AT.tzinfo), tick=False):
        enter(client, User.objects.get(pk=board.user_id), Role.BOARD)
        client.post(reverse("association:readmit", args=[world.member.pk]))
    world.member.refresh_from_db()
    assert (world.member.left_on, world.member.category_id) == (None, None)
    assert world.member.trade == "Relieur"
    assert Dues.objects.get(member=world.member).amount_cents == 6000
