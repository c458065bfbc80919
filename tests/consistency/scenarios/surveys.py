"""The acts of questionnaires."""

from datetime import timedelta
from typing import Any

from tests.consistency import objects
from tests.consistency.objects import World
from tests.consistency.objects.surveys import QUESTION, draft_of, version_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("surveys.start")
def started(world: World) -> Scenario:
    from etabli.programme.surveys.actions import start_draft

    by = who(world, "adviser")
    return Scenario(
        lambda: start_draft(chamber=world.chamber, title="Le nôtre", content=[QUESTION], by=by, at=AT),
        by,
        lambda draft: version_of(world, draft),
    )


@scenario("surveys.write")
def written(world: World) -> Scenario:
    from etabli.programme.surveys.actions import write_draft

    by, draft = who(world, "adviser"), draft_of(world)

    def write(title: str) -> Any:
        return write_draft(draft=draft, title=title, content=[QUESTION], by=by, at=AT)

    return Scenario(lambda: write("Un autre nom"), by, lambda _: write("Un troisième"))


@scenario("surveys.publish")
def published(world: World) -> Scenario:
    from etabli.programme.surveys.actions import choose_questionnaire

    by, draft = who(world, "adviser"), draft_of(world)
    use = {"chamber": world.chamber, "by": by, "at": AT}
    return Scenario(
        lambda: version_of(world, draft), by, lambda made: choose_questionnaire(code=made.code, **use)
    )


@scenario("surveys.put_away")
def put_away(world: World) -> Scenario:
    from etabli.programme.surveys import actions

    by, draft = who(world, "adviser"), draft_of(world)
    return Scenario(lambda: actions.put_away(draft=draft, by=by, at=AT), by)


@scenario("surveys.choose")
def chosen(world: World) -> Scenario:
    from etabli.programme.surveys.actions import choose_questionnaire

    by, code = who(world, "adviser"), version_of(world, draft_of(world)).code

    def choose(wanted: str) -> Any:
        return choose_questionnaire(chamber=world.chamber, code=wanted, by=by, at=AT)

    choose("")
    return Scenario(lambda: choose(code), by, lambda _: choose(""))


def _paper(world: World) -> dict[str, Any]:
    """What typing a sheet takes, on the day of a session whose questionnaire is the chamber's own."""
    session, version = objects.session_of(world), version_of(world, draft_of(world))
    return {
        "session": session,
        "questionnaire": version,
        "by": who(world, "adviser"),
        "at": session.occasion.ends_at + timedelta(days=1),
    }


@scenario("surveys.type_sheet")
def typed(world: World) -> Scenario:
    from etabli.programme.surveys.actions import remove_sheet, type_sheet

    paper = _paper(world)
    by, at = paper["by"], paper["at"]
    return Scenario(
        lambda: type_sheet(answers={"q1": "Bien"}, **paper),
        by,
        lambda sheet: remove_sheet(answer=sheet, by=by, at=at),
    )


@scenario("surveys.correct_sheet")
def corrected(world: World) -> Scenario:
    from etabli.programme.surveys.actions import correct_sheet, type_sheet

    paper = _paper(world)
    by, at = paper["by"], paper["at"]
    sheet = type_sheet(answers={"q1": "Bien"}, person=world.person, **paper)
    return Scenario(
        lambda: correct_sheet(answer=sheet, answers={"q1": "Très bien"}, person=world.person, by=by, at=at),
        by,
        lambda better: correct_sheet(answer=better, answers={"q1": "Encore"}, by=by, at=at),
    )


@scenario("surveys.remove_sheet")
def removed(world: World) -> Scenario:
    from etabli.programme.surveys.actions import remove_sheet, type_sheet

    paper = _paper(world)
    sheet = type_sheet(answers={"q1": "Bien"}, **paper)
    return Scenario(lambda: remove_sheet(answer=sheet, by=paper["by"], at=paper["at"]), paper["by"])
