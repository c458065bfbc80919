"""Having a site that is liked read, and asking for some of what it has."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, record, undo_fields, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.actions import answer_need
from etabli.procurement.briefs.models import Attachment, Brief
from etabli.procurement.briefs.rules import may_write
from etabli.procurement.needs.catalogue import load
from etabli.programme.visibility.liked_sites.catalogue import Feature
from etabli.programme.visibility.models import LikedSiteReading
from etabli.programme.visibility.rules import may_read_liked


class NothingChosen(ActionError):
    """Nothing is ticked."""


@action(
    "visibility.read_liked_site",
    sentence=_("had a site that they like read: %(subject)s"),
    may=may_read_liked,
    undo=undo_fields,
)
def read_liked_site(*, attachment: Attachment, by: Viewer, at: datetime) -> LikedSiteReading:
    """Ask for a reading; the worker does it."""
    row = LikedSiteReading.objects.create(
        chamber_id=attachment.brief.chamber_id,
        person_id=attachment.brief.person_id,
        attachment=attachment,
        address=attachment.address,
        asked_at=at,
    )
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return row


def _undo_wishes(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, of all that was ticked at once."""
    undo_parts(entry, by=by, at=at)
    record(subject_of(entry), before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "visibility.wish_for",
    sentence=_("added to a project what a site that they like has: “%(subject)s”"),
    may=may_write,
    undo=_undo_wishes,
    subject="brief",
)
def wish_for(*, brief: Brief, features: Sequence[Feature], by: Viewer, at: datetime) -> Brief:
    """Write in the project the ready answer of each; of two about one need, the last. Raises NothingChosen."""
    if not features:
        raise NothingChosen(_("Tick what you would like too, or go back to your project."))
    for need, choice in {feature.need: feature.choice for feature in features}.items():
        answer_need(brief=brief, need_id=need, answer=_ready_answer(need, choice), by=by, at=at)
    record(brief, before={}, after={})
    return brief


def _ready_answer(need_id: str, choice_id: str) -> str:
    """Its French label, as projects keep it."""
    need = load().get(need_id)
    assert need is not None  # the tests hold the features to the catalogue
    return next(choice.label.fr for choice in need.choices if choice.id == choice_id)
