"""The acts on paid campaigns and on the calendar of content."""

from collections.abc import Callable
from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.visibility_campaigns import (
    assumption_of,
    calendar_feed_of,
    calendar_of,
    campaign_of,
)
from tests.consistency.scenarios.declared import AT, Scenario, scenario


def _figures(world: World, row: Any, customers: int) -> Any:
    from etabli.programme.visibility.actions import note_figures

    counts = {"views": 9000, "clicks": 100, "contacts": 4, "customers": customers}
    return note_figures(
        figures=row, spent_cents=5000, **counts, on=AT.date(), by=make.artisan(world.person), at=AT
    )


@scenario("visibility.keep_campaign")
def campaign_kept(world: World) -> Scenario:
    return Scenario(lambda: campaign_of(world), make.artisan(world.person))


@scenario("visibility.remove_campaign")
def campaign_removed(world: World) -> Scenario:
    from etabli.programme.visibility.actions import remove_campaign

    by, row = make.artisan(world.person), campaign_of(world)
    return Scenario(lambda: remove_campaign(campaign=row, by=by, at=AT), by)


@scenario("visibility.note_figures")
def figures_noted(world: World) -> Scenario:
    row = campaign_of(world).figures.get()
    return Scenario(
        lambda: _figures(world, row, 1), make.artisan(world.person), lambda after: _figures(world, after, 2)
    )


@scenario("visibility.set_assumption")
def assumption_set(world: World) -> Scenario:
    by = world.viewer("adviser")
    return Scenario(lambda: assumption_of(world), by, lambda row: assumption_of(world, 6))


@scenario("visibility.reset_assumption")
def assumption_reset(world: World) -> Scenario:
    from etabli.programme.visibility.actions import reset_assumption

    by, row = world.viewer("adviser"), assumption_of(world)
    return Scenario(
        lambda: reset_assumption(assumption=row, by=by, at=AT), by, lambda after: assumption_of(world, 6)
    )


def _post(row: Any) -> Any:
    from etabli.programme.visibility.calendar.ideas import idea_of
    from etabli.programme.visibility.engine.calendar import Post

    idea = idea_of(row.idea)
    assert idea is not None
    return Post(row.pk, row.week, idea, row.text, row.done_on)


def _on_post(world: World, act: Callable[..., Any], **given: Any) -> Callable[[Any], Any]:
    by = make.artisan(world.person)
    return lambda row: act(row=row, post=_post(row), **given, by=by, at=AT)


def _row(world: World) -> Any:
    return calendar_of(world).posts.select_related("calendar").order_by("pk")[0]


@scenario("visibility.plan_calendar")
def calendar_planned(world: World) -> Scenario:
    return Scenario(lambda: calendar_of(world), make.artisan(world.person))


@scenario("visibility.add_post")
def post_added(world: World) -> Scenario:
    from etabli.programme.visibility.actions import add_post, take_out_post
    from etabli.programme.visibility.calendar.ideas import ideas

    by, row = make.artisan(world.person), calendar_of(world)
    return Scenario(
        lambda: add_post(calendar=row, week=row.starts_on, idea=ideas()[0], by=by, at=AT),
        by,
        _on_post(world, take_out_post),
    )


@scenario("visibility.move_post")
def post_moved(world: World) -> Scenario:
    from etabli.programme.visibility.actions import move_post
    from etabli.programme.visibility.engine.calendar import WEEK

    row = _row(world)
    first = row.week
    act = _on_post(world, move_post, week=first + WEEK)
    return Scenario(
        lambda: act(row), make.artisan(world.person), _on_post(world, move_post, week=first + 2 * WEEK)
    )


@scenario("visibility.replace_post")
def post_replaced(world: World) -> Scenario:
    from etabli.programme.visibility.actions import replace_post
    from etabli.programme.visibility.calendar.ideas import ideas

    row = _row(world)
    act = _on_post(world, replace_post, idea=ideas()[0])
    return Scenario(
        lambda: act(row), make.artisan(world.person), _on_post(world, replace_post, idea=ideas()[1])
    )


@scenario("visibility.mark_post")
def post_marked(world: World) -> Scenario:
    from etabli.programme.visibility.actions import mark_post

    row = _row(world)
    act = _on_post(world, mark_post, done_on=AT.date())
    return Scenario(lambda: act(row), make.artisan(world.person), _on_post(world, mark_post, done_on=None))


@scenario("visibility.write_post")
def post_written(world: World) -> Scenario:
    from etabli.programme.visibility.actions import write_post

    row = _row(world)
    act = _on_post(world, write_post, text="Le pain sort du four.")
    return Scenario(
        lambda: act(row), make.artisan(world.person), _on_post(world, write_post, text="Le pain est chaud.")
    )


@scenario("visibility.take_out_post")
def post_taken_out(world: World) -> Scenario:
    from etabli.programme.visibility.actions import take_out_post

    row = _row(world)
    act = _on_post(world, take_out_post)
    return Scenario(lambda: act(row), make.artisan(world.person))


@scenario("visibility.set_reminders")
def reminders_set(world: World) -> Scenario:
    from etabli.programme.visibility.actions import set_reminders

    by, row = make.artisan(world.person), calendar_of(world)
    return Scenario(
        lambda: set_reminders(calendar=row, reminds=True, by=by, at=AT),
        by,
        lambda after: set_reminders(calendar=after, reminds=False, by=by, at=AT),
    )


@scenario("visibility.make_feed")
def feed_made(world: World) -> Scenario:
    from etabli.programme.visibility.actions import cut_feed

    by = make.artisan(world.person)
    return Scenario(lambda: calendar_feed_of(world), by, lambda row: cut_feed(feed=row, by=by, at=AT))


@scenario("visibility.cut_feed")
def feed_cut(world: World) -> Scenario:
    from etabli.programme.visibility.actions import cut_feed

    by, row = make.artisan(world.person), calendar_feed_of(world)
    return Scenario(lambda: cut_feed(feed=row, by=by, at=AT), by, lambda after: calendar_feed_of(world))
