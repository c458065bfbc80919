"""The acts on answers that are kept, and on steps that are checked."""

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.diagnosis import answers_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who

OTHERS = {"trade": "food", "site": "wanted"}


@scenario("diagnosis.keep")
def kept(world: World) -> Scenario:
    from etabli.programme.diagnosis.actions import change_answers

    by = make.artisan(world.person)
    return Scenario(
        lambda: answers_of(world), by, lambda row: change_answers(kept=row, answers=OTHERS, by=by, at=AT)
    )


@scenario("diagnosis.answer")
def changed(world: World) -> Scenario:
    from etabli.programme.diagnosis.actions import change_answers

    by, row = make.artisan(world.person), answers_of(world)
    return Scenario(
        lambda: change_answers(kept=row, answers=OTHERS, by=by, at=AT),
        by,
        lambda after: change_answers(kept=after, answers={"trade": "repair"}, by=by, at=AT),
    )


@scenario("diagnosis.join")
def joined(world: World) -> Scenario:
    from etabli.programme.diagnosis.actions import change_answers, join_answers

    by = make.artisan(world.person)
    return Scenario(
        lambda: join_answers(person=world.person, answers={"trade": "food"}, by=by, at=AT),
        by,
        lambda row: change_answers(kept=row, answers=OTHERS, by=by, at=AT),
    )


@scenario("diagnosis.done")
def done(world: World) -> Scenario:
    from etabli.programme.diagnosis.actions import tick_steps

    by, row = make.artisan(world.person), answers_of(world)
    return Scenario(
        lambda: tick_steps(kept=row, done=["search-yourself"], by=by, at=AT),
        by,
        lambda after: tick_steps(kept=after, done=[], by=by, at=AT),
    )


@scenario("diagnosis.check")
def checked(world: World) -> Scenario:
    from etabli.programme.diagnosis.actions import check_step
    from etabli.programme.diagnosis.queries import get_step

    by, step = who(world, "adviser"), get_step("search-yourself")
    return Scenario(lambda: check_step(chamber=world.chamber, step=step, source="une page", by=by, at=AT), by)
