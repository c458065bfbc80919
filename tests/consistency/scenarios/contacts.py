"""The acts on calls to an artisan and notes about them."""

from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("journeys.call")
def called(world: World) -> Scenario:
    from etabli.programme.journeys.actions import note_call

    by = who(world, "adviser")
    given = {"person": world.person, "outcome": "alone", "text": "Sa fiche est en ligne."}
    return Scenario(lambda: note_call(**given, by=by, at=AT), by)


@scenario("journeys.write_note")
def noted(world: World) -> Scenario:
    from etabli.programme.journeys.actions import write_note

    by = who(world, "adviser")
    text = "Préfère le matin."
    return Scenario(lambda: write_note(person=world.person, text=text, by=by, at=AT), by)


@scenario("journeys.caller")
def caller(world: World) -> Scenario:
    from etabli.programme.journeys.actions import note_caller

    by, whom = who(world, "adviser"), world.person
    given = {"chamber": world.chamber, "name": whom.name, "email": whom.email, "text": "Rappellera lundi."}
    return Scenario(lambda: note_caller(**given, by=by, at=AT), by)
