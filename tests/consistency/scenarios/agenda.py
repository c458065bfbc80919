"""The acts on events and on their dates."""

from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests.consistency.objects import World
from tests.consistency.objects.agenda import details, evening, proposed, published
from tests.consistency.objects.directory import acting, member_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario

WHY = "La salle est prise."


def _actions() -> Any:
    from etabli.community.agenda import actions

    return actions


def _correct(event: Any, by: Viewer, title: str) -> Any:
    return _actions().correct(event=event, details=details(title), by=by, at=AT)


@scenario("agenda.propose")
def event_proposed(world: World) -> Scenario:
    system, _author = Viewer.system(world.association.pk), member_of(world)
    return Scenario(
        lambda: proposed(world),
        acting(world),
        lambda made: _actions().withdraw(event=made, by=system, at=AT),
    )


@scenario("agenda.correct")
def event_corrected(world: World) -> Scenario:
    event, by = published(world), acting(world)
    return Scenario(
        lambda: _correct(event, by, "Apéro des rédacteurs"), by, lambda _: _correct(event, by, "Encore")
    )


@scenario("agenda.cancel")
def event_called_off(world: World) -> Scenario:
    event, by = published(world), acting(world)
    return Scenario(lambda: _actions().cancel(event=event, reason=WHY, by=by, at=AT), by)


@scenario("agenda.withdraw")
def event_withdrawn(world: World) -> Scenario:
    event, by = published(world), acting(world)
    return Scenario(lambda: _actions().withdraw(event=event, by=by, at=AT), by)


@scenario("agenda.add_date")
def date_added(world: World) -> Scenario:
    event, by = published(world), acting(world)

    def move(date: Any) -> Any:
        return _actions().move_date(date=date, span=evening(40), reason=WHY, by=by, at=AT)

    return Scenario(lambda: _actions().add_date(event=event, span=evening(37), by=by, at=AT), by, move)


@scenario("agenda.move_date")
def date_moved(world: World) -> Scenario:
    date, by = published(world).dates.get(), acting(world)

    def move(days: int) -> Any:
        return _actions().move_date(date=date, span=evening(days), reason=WHY, by=by, at=AT)

    return Scenario(lambda: move(37), by, lambda _: move(44))


@scenario("agenda.cancel_date")
def date_called_off(world: World) -> Scenario:
    date, by = published(world).dates.get(), acting(world)
    return Scenario(lambda: _actions().cancel_date(date=date, reason=WHY, by=by, at=AT), by)


@scenario("agenda.publish")
def event_published(world: World) -> Scenario:
    event, system = proposed(world), Viewer.system(world.association.pk)
    return Scenario(
        lambda: _actions().publish(subject=event, by=system, at=AT),
        system,
        lambda _: _actions().hide(subject=event, reason="Publicité", by=system, at=AT),
    )


@scenario("agenda.hide")
def event_refused(world: World) -> Scenario:
    event, system = published(world), Viewer.system(world.association.pk)
    return Scenario(
        lambda: _actions().hide(subject=event, reason="Publicité", by=system, at=AT),
        system,
        lambda _: _actions().publish(subject=event, by=system, at=AT),
    )
