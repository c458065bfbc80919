"""The acts of the association: who is in it, who asks, who owes, who is suspended."""

from datetime import timedelta
from typing import Any

from etabli.community.association import actions
from etabli.foundation.people.models import Role, User
from etabli.foundation.people.viewer import Viewer, of_membership
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.association import (
    a_category,
    a_payment,
    an_application,
    some_dues,
)
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def a_member(world: World, user: User | None = None) -> Any:
    return actions.add_member(
        organisation=world.association,
        user=user or make.user(),
        display_name="Studio",
        trade="developer",
        joined_on=AT.date(),
        by=who(world, "board"),
        at=AT,
    )


@scenario("association.add_member")
def member_added(world: World) -> Scenario:
    by, user = who(world, "board"), make.user()
    return Scenario(lambda: a_member(world, user), by, lambda member: suspension_of(member, by))


@scenario("association.register_member")
def member_registered(world: World) -> Scenario:
    by, user = who(world, "board"), make.user()

    def register() -> Any:
        return actions.register_member(
            organisation=world.association,
            email=user.email,
            display_name="Studio",
            trade="developer",
            kind="person",
            commune_code="",
            category=None,
            joined_on=AT.date(),
            by=by,
            at=AT,
        )

    return Scenario(register, by, lambda member: actions.leave(member=member, by=by, at=AT))


@scenario("association.change_member")
def member_changed(world: World) -> Scenario:
    by, member = who(world, "board"), a_member(world)

    def named(name: str) -> Any:
        return actions.change_member(
            member=member,
            display_name=name,
            trade="writer",
            kind="person",
            commune_code="",
            category=None,
            by=by,
            at=AT,
        )

    return Scenario(lambda: named("Atelier"), by, lambda _: named("Bureau"))


@scenario("association.leave")
def member_gone(world: World) -> Scenario:
    by, member = who(world, "board"), a_member(world)
    return Scenario(
        lambda: actions.leave(member=member, by=by, at=AT), by, lambda _: a_member(world, member.user)
    )


@scenario("association.import_members")
def list_taken_in(world: World) -> Scenario:
    from etabli.community.association.engine import ListedMember
    from etabli.community.association.models import Member

    by = who(world, "board")
    users = [make.user(), make.user()]
    rows = [
        ListedMember(rank, user.name, user.email, "", "person", "writer", "", None)
        for rank, user in enumerate(users)
    ]

    def one_leaves(_many: object) -> Any:
        return actions.leave(member=Member.objects.get(user=users[0]), by=by, at=AT)

    return Scenario(
        lambda: actions.import_members(organisation=world.association, rows=rows, by=by, at=AT),
        by,
        one_leaves,
    )


@scenario("association.apply")
def asked_to_join(world: World) -> Scenario:
    user = make.user()
    by = Viewer(user_id=user.pk, party_id=user.party_id, name="Ana")

    def apply() -> Any:
        return actions.apply(
            organisation=world.association,
            kind="person",
            name="Ana Sol",
            company="",
            email=user.email,
            trade="writer",
            by=by,
            at=AT,
        )

    return Scenario(
        apply, by, lambda made: actions.confirm_application(application=made, by=Viewer.nobody(), at=AT)
    )


@scenario("association.answer_question")
def question_answered(world: World) -> Scenario:
    user, board = make.user(), who(world, "board")
    by, asked = Viewer(user_id=user.pk, party_id=user.party_id, name="Ana"), an_application(world, user.email)
    actions.ask_applicant(application=asked, question="Où ?", by=board, at=AT)
    return Scenario(
        lambda: actions.answer_question(application=asked, answer="À Pauillac.", by=by, at=AT),
        by,
        lambda _: actions.refuse_application(application=asked, reason="Trop loin.", by=board, at=AT),
    )


@scenario("association.withdraw_application")
def request_withdrawn(world: World) -> Scenario:
    user = make.user()
    by, asked = Viewer(user_id=user.pk, party_id=user.party_id, name="Ana"), an_application(world, user.email)
    return Scenario(lambda: actions.withdraw_application(application=asked, by=by, at=AT), by)


@scenario("association.ask_applicant")
def applicant_asked(world: World) -> Scenario:
    by, asked = who(world, "board"), an_application(world)
    return Scenario(
        lambda: actions.ask_applicant(application=asked, question="Où ?", by=by, at=AT),
        by,
        lambda _: actions.refuse_application(application=asked, reason="Non.", by=by, at=AT),
    )


@scenario("association.refuse_application")
def request_refused(world: World) -> Scenario:
    by, asked = who(world, "board"), an_application(world)
    return Scenario(lambda: actions.refuse_application(application=asked, reason="Non.", by=by, at=AT), by)


@scenario("association.accept_application")
def request_accepted(world: World) -> Scenario:
    by, user = who(world, "board"), make.user()
    asked = an_application(world, user.email)
    return Scenario(
        lambda: actions.accept_application(application=asked, by=by, at=AT),
        by,
        lambda member: actions.leave(member=member, by=by, at=AT),
    )


@scenario("association.open_period")
def dues_asked_for(world: World) -> Scenario:
    from etabli.community.association.models import Dues

    by, member = who(world, "board"), a_member(world)
    a_category(world)

    def open_period() -> Any:
        return actions.open_period(
            organisation=world.association,
            name="2027",
            starts_on=AT.date(),
            ends_on=AT.date(),
            due_on=AT.date(),
            by=by,
            at=AT,
        )

    return Scenario(
        open_period,
        by,
        lambda period: a_payment(Dues.objects.select_related("member").get(period=period, member=member)),
    )


@scenario("association.record_payment")
def payment_recorded(world: World) -> Scenario:
    by, dues = who(world, "board"), some_dues(world)

    def pay() -> Any:
        return actions.record_payment(
            dues=dues, method="cheque", reference="", amount_cents=6000, paid_on=AT.date(), by=by, at=AT
        )

    return Scenario(pay, by, lambda payment: actions.cancel_payment(payment=payment, by=by, at=AT))


@scenario("association.record_payments")
def payments_recorded(world: World) -> Scenario:
    from etabli.community.association.models import Payment

    by, dues = who(world, "board"), some_dues(world)

    def pay() -> Any:
        return actions.record_payments(
            period=dues.period, dues=[dues], method="transfer", paid_on=AT.date(), by=by, at=AT
        )

    return Scenario(
        pay, by, lambda _: actions.cancel_payment(payment=Payment.objects.get(dues=dues), by=by, at=AT)
    )


@scenario("association.cancel_payment")
def payment_cancelled(world: World) -> Scenario:
    by, dues = who(world, "board"), some_dues(world)
    payment = a_payment(dues, 6000)
    return Scenario(
        lambda: actions.cancel_payment(payment=payment, by=by, at=AT), by, lambda _: a_payment(dues, 5000)
    )


@scenario("association.waive_dues")
def dues_given_up(world: World) -> Scenario:
    by, dues = who(world, "board"), some_dues(world)
    return Scenario(lambda: actions.waive_dues(dues=dues, by=by, at=AT), by)


def suspension_of(member: Any, by: Viewer) -> Any:
    """A month, on a ground."""
    return actions.suspend(
        member=member,
        ground="approach",
        reason="Trois artisans disent avoir reçu des courriers sans l’avoir demandé.",
        ends_on=AT.date() + timedelta(days=30),
        by=by,
        at=AT,
    )


@scenario("association.suspend")
def suspended(world: World) -> Scenario:
    by, member = who(world, "board"), a_member(world)
    itself = make.post_of(member)
    return Scenario(
        lambda: suspension_of(member, by),
        by,
        lambda made: actions.appeal(suspension=made, text="Je réponds.", by=itself, at=AT),
    )


@scenario("association.appeal")
def appealed(world: World) -> Scenario:
    board, member = who(world, "board"), a_member(world)
    judge = of_membership(make.membership(world.association, Role.BOARD))
    made = suspension_of(member, board)
    by = make.post_of(member)
    return Scenario(
        lambda: actions.appeal(suspension=made, text="Je réponds.", by=by, at=AT),
        by,
        lambda _: actions.decide_appeal(suspension=made, lift=False, decision="Non.", by=judge, at=AT),
    )


@scenario("association.set_dues_rules")
def rules_set(world: World) -> Scenario:
    by = who(world, "board")

    def set_rules(days: int) -> Any:
        return actions.set_dues_rules(
            organisation=world.association, grace_days=days, remind_days=10, pay_to="IBAN", by=by, at=AT
        )

    set_rules(20)
    return Scenario(lambda: set_rules(30), by, lambda _: set_rules(40))


@scenario("association.add_category")
def category_added(world: World) -> Scenario:
    by = who(world, "board")
    return Scenario(
        lambda: actions.add_category(
            organisation=world.association, name="Étudiant", kind="", amount_cents=1000, by=by, at=AT
        ),
        by,
        lambda made: actions.withdraw_category(category=made, by=by, at=AT),
    )


@scenario("association.change_category")
def category_changed(world: World) -> Scenario:
    by, made = who(world, "board"), a_category(world)

    def named(name: str) -> Any:
        return actions.change_category(category=made, name=name, kind="", amount_cents=100, by=by, at=AT)

    return Scenario(lambda: named("Étudiant"), by, lambda _: named("Stagiaire"))


@scenario("association.withdraw_category")
def category_withdrawn(world: World) -> Scenario:
    by, made = who(world, "board"), a_category(world)
    return Scenario(
        lambda: actions.withdraw_category(category=made, by=by, at=AT), by, lambda _: a_category(world)
    )


@scenario("association.add_trade")
def trade_added(world: World) -> Scenario:
    by = who(world, "board")
    return Scenario(
        lambda: actions.add_trade(organisation=world.association, name="Illustratrice", by=by, at=AT),
        by,
        lambda made: actions.withdraw_trade(trade=made, by=by, at=AT),
    )


@scenario("association.withdraw_trade")
def trade_withdrawn(world: World) -> Scenario:
    by = who(world, "board")

    def add() -> Any:
        return actions.add_trade(organisation=world.association, name="Illustratrice", by=by, at=AT)

    made = add()
    return Scenario(lambda: actions.withdraw_trade(trade=made, by=by, at=AT), by, lambda _: add())
