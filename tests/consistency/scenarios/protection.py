"""The acts on the gestures of protection."""

from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.protection import account_of, mark_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario


def _reopen(world: World, row: Any) -> Any:
    from etabli.programme.protection.actions import reopen_gesture

    return reopen_gesture(mark=row, title="Un geste", by=make.artisan(world.person), at=AT)


@scenario("protection.mark")
def marked(world: World) -> Scenario:
    by = make.artisan(world.person)
    return Scenario(lambda: mark_of(world), by, lambda row: _reopen(world, row))


@scenario("protection.reopen")
def reopened(world: World) -> Scenario:
    by, row = make.artisan(world.person), mark_of(world)
    return Scenario(lambda: _reopen(world, row), by)


@scenario("protection.keep")
def kept(world: World) -> Scenario:
    from etabli.programme.protection.actions import keep_marks
    from etabli.programme.protection.engine import Mark
    from etabli.programme.protection.queries import get_gesture

    by = make.artisan(world.person)
    marks = {get_gesture(id): Mark(True, AT.date()) for id in ("updates", "backup")}
    return Scenario(
        lambda: keep_marks(person=world.person, marks=marks, by=by, at=AT)[-1],
        by,
        lambda row: _reopen(world, row),
    )


def _change(world: World, row: Any, holder: str) -> Any:
    from etabli.programme.protection.actions import change_account

    by = make.artisan(world.person)
    return change_account(account=row, kind="mailbox", name="La boîte", holder=holder, by=by, at=AT)


@scenario("protection.note_account")
def account_noted(world: World) -> Scenario:
    by = make.artisan(world.person)
    return Scenario(lambda: account_of(world), by, lambda row: _change(world, row, "Ma fille"))


@scenario("protection.change_account")
def account_changed(world: World) -> Scenario:
    by, row = make.artisan(world.person), account_of(world)
    return Scenario(
        lambda: _change(world, row, "Ma fille"), by, lambda after: _change(world, after, "Mon fils")
    )


@scenario("protection.remove_account")
def account_removed(world: World) -> Scenario:
    from etabli.programme.protection.actions import remove_account

    by, row = make.artisan(world.person), account_of(world)
    return Scenario(lambda: remove_account(account=row, by=by, at=AT), by)
