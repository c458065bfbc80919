"""The acts on themes, and those that come after a session."""

import copy
from dataclasses import replace
from datetime import timedelta
from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency import objects
from tests.consistency.objects import World, document_of, theme_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def _rewritten(world: World, **texts: Any) -> Any:
    """The chamber's own text of its theme, with other words."""
    from etabli.programme.workshops.actions import write_version

    theme = theme_of(world)
    content = copy.deepcopy(theme.versions.latest("pk").content)
    content["fr"].update(texts)
    by = who(world, "adviser")
    return write_version(theme=theme, chamber=world.chamber, content=content, by=by, at=AT)


@scenario("workshops.create_theme")
def theme_created(world: World) -> Scenario:
    from etabli.programme.workshops.actions import change_session
    from etabli.programme.workshops.session_changes import plan_of

    by, session = who(world, "adviser"), objects.session_of(world)

    def later(theme: Any) -> Any:
        return change_session(session=session, wanted=replace(plan_of(session), theme=theme), by=by, at=AT)

    return Scenario(lambda: theme_of(world), by, later)


@scenario("workshops.write_theme")
def theme_written(world: World) -> Scenario:
    theme_of(world)
    return Scenario(
        lambda: _rewritten(world, title="Autre", bring="Rien."),
        who(world, "adviser"),
        lambda _: _rewritten(world, bring="Un sac."),
    )


@scenario("workshops.leave_version")
def own_text_left(world: World) -> Scenario:
    from etabli.programme.workshops.actions import leave_version, write_version
    from etabli.programme.workshops.themes.delivered_themes import load_themes

    by, theme = who(world, "adviser"), load_themes(by=Viewer.system(), at=AT)[0]
    content = copy.deepcopy(theme.versions.get().content)

    def write(bring: str) -> Any:
        content["fr"]["bring"] = bring
        return write_version(theme=theme, chamber=world.chamber, content=content, by=by, at=AT)

    own = write("Rien.")
    return Scenario(lambda: leave_version(version=own, by=by, at=AT), by, lambda _: write("Un sac."))


@scenario("workshops.offer_theme")
def theme_put_away(world: World) -> Scenario:
    from etabli.programme.workshops.actions import offer_theme

    by, theme = who(world, "adviser"), theme_of(world)
    return Scenario(
        lambda: offer_theme(theme=theme, offered=False, by=by, at=AT),
        by,
        lambda _: offer_theme(theme=theme, offered=True, by=by, at=AT + timedelta(days=1)),
    )


@scenario("workshops.ask_for_theme")
def theme_asked_for(world: World) -> Scenario:
    from etabli.programme.workshops.actions import ask_for_theme

    by, theme = make.artisan(world.person), theme_of(world)
    values = {"theme": theme, "chamber": world.chamber, "person": world.person}
    return Scenario(lambda: ask_for_theme(**values, by=by, at=AT), by)


@scenario("workshops.report")
def session_reported(world: World) -> Scenario:
    from etabli.programme.workshops.actions import write_report

    by, session = who(world, "adviser"), objects.session_of(world)
    at = session.occasion.ends_at

    def report(note: str) -> Any:
        values = {
            "present": 9,
            "went_well": "Les avis",
            "to_change": "",
            "material": ["Un écran"],
            "note": note,
        }
        return write_report(session=session, **values, by=by, at=at)

    return Scenario(lambda: report("Clés à la mairie"), by, lambda _: report("Clés au café"))


@scenario("workshops.add_document")
def document_added(world: World) -> Scenario:
    from etabli.programme.workshops.actions import mark_presence, send_documents

    by, session = who(world, "adviser"), objects.session_of(world)
    at = session.occasion.ends_at
    mark_presence(sign_up=session.occasion.sign_ups.get(), present=True, by=by, at=at)
    return Scenario(
        lambda: add_link(session, by), by, lambda _: send_documents(session=session, by=by, at=at)
    )


def add_link(session: Any, by: Viewer) -> Any:
    from etabli.programme.workshops.actions import add_document

    values = {"title": "La CNIL", "upload": None, "url": "https://www.cnil.fr/"}
    return add_document(session=session, **values, by=by, at=AT)


@scenario("workshops.withdraw_document")
def document_taken_off(world: World) -> Scenario:
    from etabli.programme.workshops.actions import withdraw_document

    by, document = who(world, "adviser"), document_of(world)
    return Scenario(lambda: withdraw_document(document=document, by=by, at=AT), by)
