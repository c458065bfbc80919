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


@objects("surveys:invited")
def link_of_mail(world: World) -> Kwargs:
    from etabli.programme.surveys.models import Pass
    from etabli.programme.surveys.tokens import digest_of

    Pass.objects.create(digest=digest_of("un-lien"), session=session_of(world))
    return {"token": "un-lien"}
