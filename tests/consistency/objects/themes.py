"""Objects of the pages of themes, and of what comes after a session."""

from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.programme import session_of
from tests.consistency.objects.world import Kwargs, World, objects


def theme_of(world: World) -> Any:
    """A theme of the chamber's own, in its first version."""
    from etabli.programme.workshops.actions import create_theme
    from etabli.programme.workshops.models import Theme
    from etabli.programme.workshops.themes.delivered_themes import delivered

    existing = Theme.objects.filter(chamber=world.chamber).first()
    by = viewer.of_membership(world.posts["adviser"])
    return existing or create_theme(chamber=world.chamber, content=delivered()["photos"], by=by, at=make.AT)


@objects(*(f"workshops:theme{page}" for page in ("", "_story", "_write", "_leave", "_offer")))
def theme(world: World) -> Kwargs:
    return {"code": theme_of(world).pk}


@objects("workshops:theme_sheet")
def theme_sheet(world: World) -> Kwargs:
    return {"code": theme_of(world).pk, "number": 1}


@objects("workshops:theme_difference")
def theme_version(world: World) -> Kwargs:
    made = theme_of(world)
    return {"code": made.pk, "pk": made.versions.get().pk}


def document_of(world: World) -> Any:
    """A document that was sent to the person, who came to the session."""
    from etabli.programme.workshops.actions import add_document, mark_presence
    from etabli.programme.workshops.models import SessionDocument

    made = session_of(world)
    existing = SessionDocument.objects.filter(session=made).first()
    if existing is not None:
        return existing
    by = viewer.of_membership(world.posts["adviser"])
    row = made.occasion.sign_ups.get(person=world.person)
    mark_presence(sign_up=row, present=True, by=by, at=make.AT)
    document = add_document(
        session=made, title="Le diaporama", upload=make.examined(), url="", by=by, at=make.AT
    )
    SessionDocument.objects.update(sent_at=make.AT)
    return document


@objects("workshops:report", "workshops:session_documents", "workshops:documents_send")
def session_after(world: World) -> Kwargs:
    return {"pk": document_of(world).session_id}


@objects("workshops:document_withdraw")
def document_to_take_off(world: World) -> Kwargs:
    document = document_of(world)
    return {"pk": document.session_id, "document": document.pk}


@objects("workshops:documents")
def documents_given(world: World) -> Kwargs:
    return {"pk": document_of(world).session.occasion.sign_ups.get(person=world.person).pk}


@objects("workshops:document")
def document_given(world: World) -> Kwargs:
    return {**documents_given(world), "document": document_of(world).pk}
