"""The acts on what people see of a business."""

from datetime import timedelta
from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.procurement import a_brief
from tests.consistency.objects.visibility import (
    ADDRESS,
    check_of,
    liked_site_of,
    registration_of,
    step_of,
    watch_of,
)
from tests.consistency.scenarios.declared import AT, Scenario, scenario


def _finish(world: World, row: Any) -> Any:
    from etabli.programme.visibility.actions import finish_step

    return finish_step(step=row, title="Un point", by=make.artisan(world.person), at=AT)


def _remove_check(world: World, row: Any) -> Any:
    from etabli.programme.visibility.actions import remove_check

    return remove_check(check=row, by=make.artisan(world.person), at=AT)


def _stop(world: World, row: Any) -> Any:
    from etabli.programme.visibility.actions import stop_watching

    return stop_watching(watch=row, by=make.artisan(world.person), at=AT)


@scenario("visibility.ask_check")
def checked(world: World) -> Scenario:
    by = make.artisan(world.person)
    return Scenario(lambda: check_of(world), by, lambda row: _remove_check(world, row))


@scenario("visibility.remove_check")
def check_removed(world: World) -> Scenario:
    by, row = make.artisan(world.person), check_of(world)
    return Scenario(lambda: _remove_check(world, row), by)


@scenario("visibility.plan_step")
def planned(world: World) -> Scenario:
    by = make.artisan(world.person)
    return Scenario(lambda: step_of(world), by, lambda row: _finish(world, row))


@scenario("visibility.finish_step")
def finished(world: World) -> Scenario:
    by, row = make.artisan(world.person), step_of(world)
    return Scenario(lambda: _finish(world, row), by)


@scenario("visibility.remove_step")
def step_removed(world: World) -> Scenario:
    from etabli.programme.visibility.actions import remove_step

    by, row = make.artisan(world.person), step_of(world)
    return Scenario(lambda: remove_step(step=row, title="Un point", by=by, at=AT), by)


@scenario("visibility.watch_site")
def watched(world: World) -> Scenario:
    by = make.artisan(world.person)
    return Scenario(lambda: watch_of(world), by, lambda row: _stop(world, row))


@scenario("visibility.stop_watching")
def stopped(world: World) -> Scenario:
    by, row = make.artisan(world.person), watch_of(world)
    return Scenario(lambda: _stop(world, row), by)


@scenario("visibility.note_registration")
def registration_noted(world: World) -> Scenario:
    by = make.artisan(world.person)
    later = AT.date() + timedelta(days=400)
    return Scenario(lambda: registration_of(world), by, lambda row: registration_of(world, later))


@scenario("visibility.forget_registration")
def registration_forgotten(world: World) -> Scenario:
    from etabli.programme.visibility.actions import forget_registration

    by, row = make.artisan(world.person), registration_of(world)
    return Scenario(lambda: forget_registration(row=row, by=by, at=AT), by)


@scenario("visibility.read_liked_site")
def liked_site_read(world: World) -> Scenario:
    from etabli.programme.visibility.actions import read_liked_site

    by, site = make.artisan(world.person), liked_site_of(world)
    return Scenario(lambda: read_liked_site(attachment=site, by=by, at=AT), by)


@scenario("visibility.wish_for")
def wished_for(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import answer_need
    from etabli.programme.visibility.actions import wish_for
    from etabli.programme.visibility.liked_sites.catalogue import features

    by, brief = make.artisan(world.person), a_brief(world)
    answer_need(brief=brief, need_id="shop", answer="Plus tard", is_draft=True, by=by, at=AT)
    return Scenario(
        lambda: wish_for(brief=brief, features=[features()["shop"]], by=by, at=AT),
        by,
        lambda _brief: answer_need(brief=brief, need_id="shop", answer="Autrement", by=by, at=AT),
    )


@scenario("visibility.keep")
def kept(world: World) -> Scenario:
    from etabli.programme.visibility.actions import keep_held
    from etabli.programme.visibility.checks.queries import get_finding
    from etabli.programme.visibility.device.held import Held

    by = make.artisan(world.person)
    held = Held(checks=(check_of(world),), steps=((get_finding("hours"), ADDRESS),))
    return Scenario(
        lambda: keep_held(person=world.person, held=held, by=by, at=AT),
        by,
        lambda row: _remove_check(world, row),
    )


@scenario("visibility.note_self_check")
def noted(world: World) -> Scenario:
    from etabli.programme.visibility.actions import note_self_check

    by = make.artisan(world.person)
    return Scenario(
        lambda: note_self_check(
            person=world.person, kind="search", answers={"pain Bordeaux": ["site"]}, note="Rien", by=by, at=AT
        ),
        by,
    )
