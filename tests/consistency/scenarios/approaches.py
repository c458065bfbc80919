"""The acts of the register of approaches."""

from typing import Any

from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def an_approach(world: World) -> Any:
    from etabli.community.approaches.models import Approach

    return Approach.objects.get(pk=world.kwargs("approaches:approach")["pk"])


TOLD = {"on": AT.date(), "institution": "Ville", "subject": "Salle", "led_by": "Le trésorier"}


@scenario("approaches.record")
def approach_recorded(world: World) -> Scenario:
    from etabli.community.approaches.actions import record_approach, withdraw_approach

    by = who(world, "board")
    return Scenario(
        lambda: record_approach(organisation=world.association, facts=TOLD, by=by, at=AT),
        by,
        lambda made: withdraw_approach(approach=made, by=by, at=AT),
    )


@scenario("approaches.correct")
def approach_corrected(world: World) -> Scenario:
    from etabli.community.approaches.actions import correct_approach

    by, approach = who(world, "board"), an_approach(world)

    def write(subject: str) -> Any:
        return correct_approach(approach=approach, facts={**TOLD, "subject": subject}, by=by, at=AT)

    return Scenario(lambda: write("Local"), by, lambda _: write("Salle de réunion"))


@scenario("approaches.publish")
def approach_closed_to_the_public(world: World) -> Scenario:
    from etabli.community.approaches.actions import publish_approach

    by, approach = who(world, "board"), an_approach(world)
    return Scenario(
        lambda: publish_approach(approach=approach, is_public=False, by=by, at=AT),
        by,
        lambda made: publish_approach(approach=made, is_public=True, by=by, at=AT),
    )


@scenario("approaches.withdraw")
def approach_withdrawn(world: World) -> Scenario:
    from etabli.community.approaches.actions import withdraw_approach

    by, approach = who(world, "board"), an_approach(world)
    return Scenario(lambda: withdraw_approach(approach=approach, by=by, at=AT), by)


@scenario("approaches.follow_up")
def followed_up(world: World) -> Scenario:
    from etabli.community.approaches.actions import follow_up

    by, approach = who(world, "board"), an_approach(world)
    return Scenario(lambda: follow_up(approach=approach, on=AT.date(), text="Réponse.", by=by, at=AT), by)


@scenario("approaches.open_figures")
def figures_opened(world: World) -> Scenario:
    from etabli.community.approaches.actions import open_figures

    by = who(world, "board")

    def show(is_public: bool) -> Any:
        return open_figures(organisation=world.association, is_public=is_public, by=by, at=AT)

    show(False)
    return Scenario(lambda: show(True), by, lambda _: show(False))
