"""Objects of the pages of funds and of their files."""

from datetime import timedelta
from typing import Any

from etabli.foundation.people.viewer import of_membership
from tests import factories as make
from tests.consistency.objects.programme import half_day_asked_for
from tests.consistency.objects.world import Kwargs, World, objects


def fund_of(world: World, name: str = "Fonds fictif") -> Any:
    """A fund that pays 25 euros an hour, for whoever asks."""
    from etabli.programme.funding.actions.funds import add_fund

    by = of_membership(world.posts["adviser"])
    made = add_fund(chamber=world.chamber, name=name, by=by, at=make.AT)
    value_of(world, made)
    return made


def value_of(world: World, fund: Any, key: str = "hourly_cents", value: Any = 2500) -> Any:
    from etabli.programme.funding.actions.funds import set_value

    by, since = of_membership(world.posts["adviser"]), make.LONG_AGO
    return set_value(fund=fund, key=key, starts_on=since, value=value, source="Notice", by=by, at=make.AT)


def document_of(world: World) -> Any:
    from etabli.programme.funding.actions.funds import receive_document

    by = of_membership(world.posts["adviser"])
    return receive_document(
        person=world.person, kind="bank", received_on=make.AT.date(), valid_until=None, by=by, at=make.AT
    )


def appointment_of(world: World) -> Any:
    """A half-day of the artisan, in two weeks or more: each on a day of its own."""
    from etabli.programme.diary.models import HalfDay
    from etabli.programme.support.actions import book

    return book(
        person=world.person,
        wish=half_day_asked_for(world),
        adviser=world.posts["adviser"].user,
        on=make.tomorrow().date() + timedelta(days=14 + HalfDay.objects.count()),
        half="pm",
        place="À l’atelier",
        by=of_membership(world.posts["adviser"]),
        at=make.AT,
    )


def file_of(world: World, fund: Any = None) -> Any:
    """A file ready to be sent."""
    from etabli.programme.funding.actions.files import open_file

    by = of_membership(world.posts["adviser"])
    rows = [appointment_of(world)]
    return open_file(
        person=world.person,
        fund=fund or fund_of(world),
        status="manager",
        appointments=rows,
        by=by,
        at=make.AT,
    )


@objects("funding:fund", "funding:fund_withdraw")
def fund(world: World) -> Kwargs:
    return {"pk": fund_of(world).pk}


def logo_of(world: World, fund: Any) -> Any:
    from etabli.programme.funding.actions.funds import set_logo

    by = of_membership(world.posts["adviser"])
    return set_logo(fund=fund, picture="", width=1, height=1, by=by, at=make.AT)


@objects("funding:logo", "funding:logo_withdraw")
def fund_with_logo(world: World) -> Kwargs:
    made = fund_of(world, "Fonds au logo")
    logo_of(world, made)
    return {"pk": made.pk}


@objects("funding:value")
def rule(world: World) -> Kwargs:
    return {"pk": fund_of(world, "Fonds voisin").pk, "key": "hourly_cents"}


@objects("funding:value_check", "funding:value_withdraw")
def value(world: World) -> Kwargs:
    return {"pk": value_of(world, fund_of(world, "Autre fonds"), "days_before", 3).pk}


@objects("funding:open")
def half_day_to_pay(world: World) -> Kwargs:
    return {"pk": appointment_of(world).pk}


@objects(
    *(
        f"funding:{name}"
        for name in (
            "file", "application", "sheet", "certificate", "status", "document", "send", "tell_day", "answer", "appeal",
            "bill", "payment", "give_up", "overrule", "close", "complete", "credit",
            "give_back", "artisan_payment", "artisan_return", "rest",
        )
    )
)  # fmt: skip
def file(world: World) -> Kwargs:
    return {"pk": file_of(world, fund_of(world, "Fonds du dossier")).pk}


@objects("funding:document_withdraw")
def document(world: World) -> Kwargs:
    return {"pk": document_of(world).pk}


@objects(
    "funding:sign",
    "funding:sign_as_adviser",
    "funding:take_signature_off",
    "funding:take_adviser_signature_off",
)
def half_day_to_sign(world: World) -> Kwargs:
    from etabli.programme.funding.models import FileHalf

    made = file_of(world, fund_of(world, "Fonds de la feuille"))
    return {"pk": FileHalf.objects.get(file=made).appointment_id}
