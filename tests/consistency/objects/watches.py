"""Objects of the pages by which one is told of workshops."""

from datetime import UTC, datetime
from typing import Any

from tests import factories as make
from tests.consistency.objects.programme import session_of
from tests.consistency.objects.territory import pauillac
from tests.consistency.objects.world import Kwargs, World, objects


def watch_of(world: World, at: datetime = make.AT, **fields: Any) -> Any:
    """The person wants to be told of workshops near Pauillac."""
    from etabli.programme.watches.actions import ask_watch

    asked = {"commune": pauillac(), "theme": None, "by": make.artisan(world.person), "at": at, **fields}
    return ask_watch(chamber=world.chamber, person=world.person, **asked)


def asked_in_a_mail(world: World) -> str:
    """The token of a mail to the person."""
    from etabli.programme.watches.links import WatchRequest, confirm_token

    session_of(world)
    asked = WatchRequest(world.person.name, world.person.email, pauillac().pk, "", "")
    return confirm_token(asked, datetime.now(UTC))


@objects("watches:confirm")
def confirmed(world: World) -> Kwargs:
    return {"token": asked_in_a_mail(world)}


@objects("watches:stop")
def stopped(world: World) -> Kwargs:
    from etabli.programme.watches.links import STOP

    return {"token": STOP.token_of(watch_of(world))}
