"""Objects of the pages of the association: a member, a request, dues, a payment, a list that waits."""

from typing import Any

from etabli.foundation.people.viewer import Viewer, of_membership
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects, wait_as

SYSTEM = Viewer.system()


def in_association(world: World, **fields: Any) -> Any:
    """A member of the world's association, whom no role of the access table is."""
    return make.member(world.association, **fields)


def an_application(world: World, email: str = "demande@example.invalid") -> Any:
    """A request whose address is proved."""
    from etabli.community.association.actions import apply, confirm_application

    made = apply(
        organisation=world.association,
        kind="person",
        name="Ana Sol",
        company="",
        email=email,
        trade="writer",
        by=Viewer.nobody(),
        at=make.AT,
    )
    return confirm_application(application=made, by=Viewer.nobody(), at=make.AT)


def a_category(world: World, name: str = "Indépendant") -> Any:
    from etabli.community.association.actions import add_category

    return add_category(
        organisation=world.association, name=name, kind="", amount_cents=6000, by=SYSTEM, at=make.AT
    )


def some_dues(world: World, name: str = "2027") -> Any:
    """What one member owes for a period."""
    from etabli.community.association.actions import open_period
    from etabli.community.association.models import Dues, DuesRules

    DuesRules.objects.get_or_create(organisation=world.association)
    member = in_association(world)
    a_category(world, name)
    first = make.AT.date().replace(month=1, day=1)
    period = open_period(
        organisation=world.association,
        name=name,
        starts_on=first,
        ends_on=first.replace(month=12, day=31),
        due_on=first.replace(month=3),
        by=SYSTEM,
        at=make.AT,
    )
    return Dues.objects.select_related("member").get(period=period, member=member)


def a_payment(dues: Any, cents: int = 2500) -> Any:
    from etabli.community.association.actions import record_payment

    return record_payment(
        dues=dues,
        method="cheque",
        reference="12",
        amount_cents=cents,
        paid_on=make.AT.date(),
        by=SYSTEM,
        at=make.AT,
    )


@objects(
    "association:member",
    "association:edit",
    "association:record_departure",
    "association:suspend",
    "association:decide",
)
def member(world: World) -> Kwargs:
    return {"pk": in_association(world).pk}


@objects("association:readmit")
def gone(world: World) -> Kwargs:
    from etabli.community.association.actions import leave

    who = in_association(world)
    leave(member=who, by=SYSTEM, at=make.AT)
    return {"pk": who.pk}


@objects("association:review", "association:accept", "association:ask", "association:refuse")
def application(world: World) -> Kwargs:
    return {"pk": an_application(world).pk}


@objects(
    "association:application",
    "association:confirm",
    "association:withdraw_application",
    *(f"association:data{page}" for page in ("", "_copy", "_erase", "_keep")),
)
def link(world: World) -> Kwargs:
    from etabli.community.association.links import application_path

    return {"token": application_path(an_application(world, "lien@example.invalid")).split("/")[-2]}


@objects("association:paid")
def means(world: World) -> Kwargs:
    return {"code": "cheque"}


@objects("association:export")
def exported(world: World) -> Kwargs:
    return {"kind": "csv"}


@objects("association:save_rules")
def rules_form(world: World) -> Kwargs:
    return {"form_name": "trade"}


@objects("association:category", "association:withdraw_category")
def category(world: World) -> Kwargs:
    return {"pk": a_category(world).pk}


@objects("association:withdraw_trade")
def trade(world: World) -> Kwargs:
    from etabli.community.association.actions import add_trade

    return {"pk": add_trade(organisation=world.association, name="Illustratrice", by=SYSTEM, at=make.AT).pk}


@objects("association:record_payment", "association:waive")
def dues(world: World) -> Kwargs:
    return {"pk": some_dues(world).pk}


@objects("association:period")
def period(world: World) -> Kwargs:
    return {"pk": some_dues(world, "2026").period_id}


@objects("association:cancel_payment", "association:receipt")
def payment(world: World) -> Kwargs:
    return {"pk": a_payment(some_dues(world, "2025")).pk}


@objects("association:import_check")
def waiting_list(world: World) -> Kwargs:
    from etabli.community.association.pending_import import LISTS, KeptList

    viewer = of_membership(world.posts["board"])
    rows = [["Nom", "E-mail", "Métier"], ["Ana Sol", "ana.sol@example.invalid", "Rédactrice"]]
    wait_as("liste", LISTS, viewer, KeptList("liste.csv", rows, ""))
    return {"key": "liste"}
