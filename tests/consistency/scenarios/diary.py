"""The acts on a diary."""

from datetime import timedelta
from typing import Any

from tests.consistency import objects
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def _hold(world: World) -> Any:
    from etabli.programme.diary.actions import hold_half_day

    by, adviser = who(world, "adviser"), world.posts["adviser"].user
    return hold_half_day(
        adviser=adviser, on=AT.date() + timedelta(days=40), half="am", what="X", by=by, at=AT
    )


@scenario("diary.hold")
def half_day_held(world: World) -> Scenario:
    from etabli.programme.support.models import Appointment

    def later(held: Any) -> Any:
        return Appointment.objects.create(chamber=world.chamber, person=world.person, half_day=held, place="")

    return Scenario(lambda: _hold(world), who(world, "adviser"), later)


@scenario("diary.release")
def half_day_released(world: World) -> Scenario:
    from etabli.programme.diary.actions import release_half_day

    by, held = who(world, "adviser"), _hold(world)
    return Scenario(lambda: release_half_day(half_day=held, by=by, at=AT), by, lambda _: _hold(world))


@scenario("diary.note")
def noted(world: World) -> Scenario:
    from etabli.programme.diary.actions import cross_out

    by = who(world, "adviser")
    return Scenario(
        lambda: objects.noted_in_the_diary(world), by, lambda made: cross_out(entry=made, by=by, at=AT)
    )


@scenario("diary.cross_out")
def crossed_out(world: World) -> Scenario:
    from etabli.programme.diary.actions import cross_out

    by, entry = who(world, "adviser"), objects.noted_in_the_diary(world)
    return Scenario(
        lambda: cross_out(entry=entry, by=by, at=AT), by, lambda _: objects.noted_in_the_diary(world)
    )


@scenario("diary.make_feed")
def feed_made(world: World) -> Scenario:
    from etabli.programme.diary.actions import cut_feed

    by = who(world, "adviser")
    return Scenario(lambda: objects.feed_of(world), by, lambda made: cut_feed(feed=made, by=by, at=AT))


@scenario("diary.cut_feed")
def feed_cut(world: World) -> Scenario:
    from etabli.programme.diary.actions import cut_feed

    by, feed = who(world, "adviser"), objects.feed_of(world)
    return Scenario(lambda: cut_feed(feed=feed, by=by, at=AT), by, lambda _: objects.feed_of(world))


def _outside_calendar(world: World) -> Any:
    from etabli.programme.diary.actions import follow_calendar

    return follow_calendar(url="https://example.org/moi.ics", by=who(world, "adviser"), at=AT)


@scenario("diary.follow_calendar")
def calendar_followed(world: World) -> Scenario:
    from etabli.programme.diary.actions import leave_calendar

    by = who(world, "adviser")
    return Scenario(
        lambda: _outside_calendar(world), by, lambda made: leave_calendar(calendar=made, by=by, at=AT)
    )


@scenario("diary.leave_calendar")
def calendar_left(world: World) -> Scenario:
    from etabli.programme.diary.actions import leave_calendar

    by, calendar = who(world, "adviser"), _outside_calendar(world)
    return Scenario(
        lambda: leave_calendar(calendar=calendar, by=by, at=AT), by, lambda _: _outside_calendar(world)
    )
