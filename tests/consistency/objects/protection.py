"""Objects of the pages of protection."""

from typing import Any

from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


def mark_of(world: World) -> Any:
    """What the person noted of a gesture."""
    from etabli.programme.protection.actions import mark_gesture
    from etabli.programme.protection.engine import Mark
    from etabli.programme.protection.queries import get_gesture

    by, mark = make.artisan(world.person), Mark(True, make.AT.date())
    return mark_gesture(person=world.person, gesture=get_gesture("updates"), mark=mark, by=by, at=make.AT)


def account_of(world: World) -> Any:
    """An account of the person, on their sheet."""
    from etabli.programme.protection.actions import note_account

    by = make.artisan(world.person)
    return note_account(person=world.person, kind="mailbox", name="La boîte", holder="Moi", by=by, at=make.AT)


@objects("protection:account", "protection:remove_account")
def account(world: World) -> Kwargs:
    return {"pk": account_of(world).pk}


@objects("protection:gesture")
def gesture(world: World) -> Kwargs:
    return {"id": "updates"}


@objects("protection:sheet", "protection:paper")
def sheet(world: World) -> Kwargs:
    return {"id": "phone-lost"}


@objects("protection:message")
def message(world: World) -> Kwargs:
    return {"number": 1}
