"""The acts on events and on their dates."""

from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests.consistency.objects import World
from tests.consistency.objects.agenda import details, evening, feed_pair, neighbour_feed, proposed, published
from tests.consistency.objects.directory import acting, member_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who

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


@scenario("agenda.set_places")
def places_set(world: World) -> Scenario:
    date, by = published(world).dates.get(), acting(world)

    def set_places(capacity: int) -> Any:
        return _actions().set_places(date=date, capacity=capacity, by=by, at=AT)

    return Scenario(lambda: set_places(5), by, lambda _: set_places(7))


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


FEED = {"name": "Le club", "url": "https://club.example.invalid/b.ics"}


def _board(world: World) -> Viewer:
    return who(world, "board")


@scenario("agenda.add_feed")
def feed_added(world: World) -> Scenario:
    by = _board(world)
    return Scenario(
        lambda: _actions().add_feed(organisation=world.association, **FEED, by=by, at=AT),
        by,
        lambda feed: _actions().stop_feed(feed=feed, by=by, at=AT),
    )


@scenario("agenda.correct_feed")
def feed_corrected(world: World) -> Scenario:
    feed, by = neighbour_feed(world), _board(world)

    def correct(name: str) -> Any:
        return _actions().correct_feed(feed=feed, **{**FEED, "name": name}, by=by, at=AT)

    return Scenario(lambda: correct("Le club"), by, lambda _: correct("Le grand club"))


@scenario("agenda.stop_feed")
def feed_stopped(world: World) -> Scenario:
    feed, by = neighbour_feed(world), _board(world)
    return Scenario(
        lambda: _actions().stop_feed(feed=feed, by=by, at=AT),
        by,
        lambda _: _actions().resume_feed(feed=feed, by=by, at=AT),
    )


@scenario("agenda.resume_feed")
def feed_taken_up(world: World) -> Scenario:
    feed, by = neighbour_feed(world), _board(world)
    _actions().stop_feed(feed=feed, by=by, at=AT)
    return Scenario(
        lambda: _actions().resume_feed(feed=feed, by=by, at=AT),
        by,
        lambda _: _actions().stop_feed(feed=feed, by=by, at=AT),
    )


@scenario("agenda.join_events")
def events_joined(world: World) -> Scenario:
    pair, by = feed_pair(world), _board(world)
    return Scenario(
        lambda: _actions().join_events(pair=pair, is_second_shown=True, by=by, at=AT),
        by,
        lambda _: _actions().keep_events_apart(pair=pair, by=by, at=AT),
    )


@scenario("agenda.keep_events_apart")
def events_kept_apart(world: World) -> Scenario:
    pair, by = feed_pair(world), _board(world)
    return Scenario(
        lambda: _actions().keep_events_apart(pair=pair, by=by, at=AT),
        by,
        lambda _: _actions().join_events(pair=pair, is_second_shown=True, by=by, at=AT),
    )
