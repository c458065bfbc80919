"""Writing the register, opening an entry to the public and closing it again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.approaches.models import Approach, FollowUp, SectorFigures
from etabli.community.approaches.rules import may_write
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer

FIELD_LABELS = {
    "on": _("Date"),
    "institution": _("Institution"),
    "subject": _("Subject"),
    "led_by": _("Who went"),
    "text": _("What was asked"),
    "outcome": _("What came of it"),
}


class Incomplete(ActionError):
    """The day, the institution, the subject or who went is missing."""


class ApproachWithdrawn(ActionError):
    """This entry was taken out of the register."""


def _undo_correction(entry: Entry, by: Any, at: datetime) -> None:
    """The former document comes back too, unless it was deleted for good."""
    document = entry.before.get("document_id")
    if document is not None and not StoredFile.objects.filter(pk=document).exists():
        raise CannotUndo(_("The former document was deleted for good since."))
    undo_fields(entry, by, at)


@action(
    "approaches.record", sentence=_("recorded the approach “%(subject)s”"), may=may_write, undo=undo_fields
)
def record_approach(
    *,
    organisation: Organisation,
    facts: Mapping[str, Any],
    document: Examined | None = None,
    by: Viewer,
    at: datetime,
) -> Approach:
    """Record an approach; `facts` holds the fields of FIELD_LABELS. Raises Incomplete, or FileRefused."""
    _check(facts)
    approach = Approach(organisation=organisation, written_by_id=by.actor.party_id, **facts)
    approach.document = _store_document(document, organisation.pk, by, at)
    approach.save()
    record(approach, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return approach


@action(
    "approaches.correct",
    sentence=_("corrected the approach “%(subject)s”"),
    tells=FIELD_LABELS,
    may=may_write,
    undo=_undo_correction,
    subject="approach",
)
def correct_approach(
    *,
    approach: Approach,
    facts: Mapping[str, Any],
    document: Examined | None = None,
    by: Viewer,
    at: datetime,
) -> Approach:
    """Change what is written; a new document replaces the former. Raises ApproachWithdrawn, Incomplete, FileRefused."""
    _check_not_withdrawn(approach)
    _check(facts)
    fields = dict(facts)
    if document is not None:
        stored_document = _store_document(document, approach.organisation_id, by, at)
        fields["document_id"] = stored_document.pk if stored_document else None
    return change(approach, **fields)


@action(
    "approaches.publish",
    sentence=_("changed who reads the approach “%(subject)s”"),
    tells={"opened_at": _("Public since")},
    may=may_write,
    undo=undo_fields,
    subject="approach",
)
def publish_approach(*, approach: Approach, is_public: bool, by: Viewer, at: datetime) -> Approach:
    """Open an entry to everybody, or to the members only again. Raises ApproachWithdrawn."""
    _check_not_withdrawn(approach)
    return change(approach, opened_at=at if is_public else None)


@action(
    "approaches.withdraw",
    sentence=_("took the approach “%(subject)s” out of the register"),
    may=may_write,
    undo=undo_fields,
    subject="approach",
)
def withdraw_approach(*, approach: Approach, by: Viewer, at: datetime) -> Approach:
    """Nobody reads it any more; nothing is erased. Raises ApproachWithdrawn."""
    _check_not_withdrawn(approach)
    return change(approach, withdrawn_at=at)


@action(
    "approaches.follow_up",
    sentence=_("recorded what followed the approach “%(subject)s”"),
    may=lambda by, given: may_write(by, given["approach"]),
    may_undo=may_write,
    undo=undo_fields,
)
def follow_up(*, approach: Approach, on: date, text: str, by: Viewer, at: datetime) -> FollowUp:
    """Add what happened next. Raises ApproachWithdrawn, Incomplete."""
    _check_not_withdrawn(approach)
    if not text.strip():
        raise Incomplete(_("Write what happened, in a few words."))
    entry = FollowUp.objects.create(
        approach=approach, on=on, text=text.strip(), written_by_id=by.actor.party_id
    )
    record(entry, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return entry


@action(
    "approaches.open_figures",
    sentence=_("changed who reads the figures of the sector: %(subject)s"),
    tells={"opened_at": _("Public since")},
    may=may_write,
    undo=undo_fields,
)
def open_figures(*, organisation: Organisation, is_public: bool, by: Viewer, at: datetime) -> SectorFigures:
    """Show the figures of the sector to everybody, or to the members only."""
    row, _new = SectorFigures.objects.get_or_create(organisation=organisation)
    return change(row, opened_at=at if is_public else None)


def _check(facts: Mapping[str, Any]) -> None:
    if not all(facts.get(name) for name in ("on", "institution", "subject", "led_by")):
        raise Incomplete(_("Give the day, the institution, the subject, and who went."))


def _check_not_withdrawn(approach: Approach) -> None:
    if approach.withdrawn_at is not None:
        raise ApproachWithdrawn(_("This was taken out of the register: take that back first."))


def _store_document(
    document: Examined | None, organisation_id: int, by: Viewer, at: datetime
) -> StoredFile | None:
    """The document, counted as the association's: the chamber holds nothing of it."""
    return (
        save_file(document, purpose="approach", chamber_id=organisation_id, by=by, at=at)
        if document
        else None
    )
