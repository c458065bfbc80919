"""The acts on stories."""

from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency import objects
from tests.consistency.objects import World
from tests.consistency.objects.showcase import story_of, telling
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def _agreed(world: World) -> Any:
    from etabli.programme.showcase.actions import agree

    return agree(story=story_of(world), by=make.artisan(world.person), at=AT)


def _corrected(story: Any, by: Viewer, title: str) -> Any:
    from etabli.programme.showcase.actions import correct_story

    return correct_story(story=story, telling=telling(title=title), version=story.version, by=by, at=AT)


@scenario("showcase.write")
def written(world: World) -> Scenario:
    from etabli.programme.showcase.actions import withdraw_story

    by = who(world, "adviser")
    objects.pauillac()  # there before the act
    return Scenario(lambda: story_of(world), by, lambda made: withdraw_story(story=made, by=by, at=AT))


@scenario("showcase.correct")
def corrected(world: World) -> Scenario:
    by, made = who(world, "adviser"), _agreed(world)
    return Scenario(
        lambda: _corrected(made, by, "Autrement"), by, lambda story: _corrected(story, by, "Encore")
    )


@scenario("showcase.ask")
def asked(world: World) -> Scenario:
    from etabli.programme.showcase.actions import agree, ask_for_agreement

    by, made, artisan = who(world, "adviser"), story_of(world), make.artisan(world.person)
    return Scenario(
        lambda: ask_for_agreement(story=made, by=by, at=AT),
        by,
        lambda story: agree(story=story, by=artisan, at=AT),
    )


@scenario("showcase.agree")
def agreed(world: World) -> Scenario:
    from etabli.programme.showcase.actions import agree

    made, artisan = story_of(world), make.artisan(world.person)
    return Scenario(
        lambda: agree(story=made, by=artisan, at=AT),
        artisan,
        lambda story: _corrected(story, artisan, "Autrement"),
    )


@scenario("showcase.agree_on_paper")
def agreed_on_paper(world: World) -> Scenario:
    from etabli.programme.showcase.actions import agree_on_paper, withdraw_story

    by, made = who(world, "adviser"), story_of(world)
    return Scenario(
        lambda: agree_on_paper(story=made, signed_on=AT.date(), by=by, at=AT),
        by,
        lambda story: withdraw_story(story=story, by=by, at=AT),
    )


@scenario("showcase.withdraw")
def withdrawn(world: World) -> Scenario:
    from etabli.programme.showcase.actions import withdraw_story

    made, artisan = _agreed(world), make.artisan(world.person)
    return Scenario(lambda: withdraw_story(story=made, by=artisan, at=AT), artisan)


@scenario("showcase.choose")
def chosen(world: World) -> Scenario:
    from etabli.programme.showcase.actions import choose_stories

    by, session, made = who(world, "adviser"), objects.session_of(world), _agreed(world)
    return Scenario(
        lambda: choose_stories(session=session, stories=[made], by=by, at=AT),
        by,
        lambda _: choose_stories(session=session, stories=[], by=by, at=AT),
    )
