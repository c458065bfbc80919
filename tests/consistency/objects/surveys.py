"""Objects of the pages of questionnaires."""

from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.programme import session_of
from tests.consistency.objects.world import Kwargs, World, objects

QUESTION = {"id": "q1", "kind": "text", "fr": "Une remarque ?"}


def draft_of(world: World) -> Any:
    """A questionnaire that the chamber writes, with one question."""
    from etabli.programme.surveys.actions import start_draft

    by = viewer.of_membership(world.posts["adviser"])
    return start_draft(chamber=world.chamber, title="Le nôtre", content=[QUESTION], by=by, at=make.AT)


def version_of(world: World, draft: Any) -> Any:
    """Its next version."""
    from etabli.programme.surveys.actions import publish_questionnaire

    return publish_questionnaire(
        code=draft.code,
        content=draft.content,
        chamber=world.chamber,
        title=draft.title,
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )


def publish_for_all() -> Any:
    """The questionnaire that comes with the product, with one question."""
    from etabli.programme.surveys.actions import publish_questionnaire
    from etabli.programme.surveys.queries import END_OF_WORKSHOP, latest_version

    by = viewer.Viewer.system()
    return latest_version() or publish_questionnaire(
        code=END_OF_WORKSHOP, content=[QUESTION], by=by, at=make.AT
    )


@objects("surveys:invited")
def link_of_mail(world: World) -> Kwargs:
    from etabli.programme.surveys.links import digest_of
    from etabli.programme.surveys.models import Pass

    Pass.objects.create(digest=digest_of("un-lien"), session=session_of(world))
    return {"token": "un-lien"}


@objects(*(f"surveys:{page}" for page in ["draft", "preview", "publish", "put_away"]))
def draft(world: World) -> Kwargs:
    return {"pk": draft_of(world).pk}


@objects("surveys:question", "surveys:gesture")
def question(world: World) -> Kwargs:
    return {"pk": draft_of(world).pk, "name": "q1"}


@objects("surveys:question_new")
def new_question(world: World) -> Kwargs:
    return {"pk": draft_of(world).pk}


@objects("surveys:version")
def version(world: World) -> Kwargs:
    return {"pk": version_of(world, draft_of(world)).pk}


@objects("surveys:sheets", "surveys:sheet_new", "surveys:invite")
def session_with_answers(world: World) -> Kwargs:
    publish_for_all()
    return {"pk": session_of(world).pk}


@objects("surveys:sheet", "surveys:sheet_remove")
def sheet(world: World) -> Kwargs:
    from etabli.programme.surveys.actions import type_sheet

    session = session_of(world)
    made = type_sheet(
        session=session,
        answers={},
        questionnaire=version_of(world, draft_of(world)),
        by=viewer.of_membership(world.posts["adviser"]),
        at=session.occasion.ends_at,
    )
    return {"pk": session.pk, "key": made.pk}


@objects("surveys:exported")
def results_as_a_file(world: World) -> Kwargs:
    return {"kind": "csv"}
