"""Writing a questionnaire, publishing its next version, choosing which one a workshop uses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys.engine import WrongQuestionnaire, parse
from etabli.programme.surveys.models import Answer, Draft, Questionnaire, Use
from etabli.programme.surveys.queries import latest_version, next_number
from etabli.programme.surveys.rules import may_choose, may_publish, may_put_back, may_start, may_write
from etabli.programme.surveys.wording import what_is_wrong
from etabli.programme.workshops.models import Session, Theme


class DraftWrong(ActionError):
    """The questions don't fit together."""


class NothingToPublish(ActionError):
    """No question, or nothing new since the last version."""


class NotPublished(ActionError):
    """There is no such questionnaire to give."""


class InUse(ActionError):
    """Workshops use this questionnaire."""


def _undo_draft(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, but a questionnaire that was published stays."""
    draft: Any = subject_of(entry, lock=True)
    if draft.withdrawn_at is None and latest_version(draft.code) is not None:
        raise CannotUndo(_("A version of it is published: put the questionnaire away instead."))
    undo_fields(entry, by, at)


@action(
    "surveys.start",
    sentence=_("began the questionnaire “%(subject)s”"),
    may=may_start,
    may_undo=may_run,
    undo=_undo_draft,
)
def start_draft(
    *, chamber: Organisation, title: str, content: Sequence[dict[str, Any]], by: Viewer, at: datetime
) -> Draft:
    """A chamber's own questionnaire, empty or from the questions of another. Raises DraftWrong."""
    _check_content(content)
    draft = Draft.objects.create(chamber=chamber, title=title, content=list(content))
    record(draft, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return draft


@action(
    "surveys.write",
    sentence=_("changed the questionnaire “%(subject)s”"),
    may=may_write,
    undo=undo_fields,
    subject="draft",
)
def write_draft(
    *, draft: Draft, title: str, content: Sequence[dict[str, Any]], by: Viewer, at: datetime
) -> Draft:
    """Its name and its questions, whole, as they are from now on. Raises DraftWrong."""
    _check_content(content)
    return change(draft, title=title, content=list(content))


def _undo_version(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, but what somebody has answered stays."""
    version: Any = subject_of(entry, lock=True)
    if version.withdrawn_at is None and Answer.objects.filter(questionnaire=version).exists():
        raise CannotUndo(_("Answers were given to this version: it stays readable. Publish the next one."))
    if (
        version.withdrawn_at is None
        and version.version == 1
        and Use.objects.filter(code=version.code).exists()
    ):
        raise CannotUndo(_("Workshops use this questionnaire: choose another one for them first."))
    undo_fields(entry, by, at)


@action(
    "surveys.publish",
    sentence=_("published the questionnaire %(subject)s"),
    may=may_publish,
    may_undo=may_put_back,
    undo=_undo_version,
)
def publish_questionnaire(
    *,
    code: str,
    content: Sequence[dict[str, Any]],
    chamber: Organisation | None = None,
    title: str = "",
    by: Viewer,
    at: datetime,
) -> Questionnaire:
    """The next version of a questionnaire: a chamber's own, or that of all. Raises ValueError when its shape is
    wrong, NothingToPublish."""
    parse(content)
    latest = latest_version(code)
    if not content:
        raise NothingToPublish(_("There is no question yet: add one, then publish."))
    if latest is not None and latest.content == list(content) and latest.title == title:
        raise NothingToPublish(
            _("Nothing has changed since version %(number)s.") % {"number": latest.version}
        )
    questionnaire = Questionnaire.objects.create(
        chamber=chamber,
        code=code,
        version=next_number(code),
        title=title,
        content=list(content),
        published_at=at,
    )
    record(questionnaire, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return questionnaire


@action(
    "surveys.put_away",
    sentence=_("put away the questionnaire “%(subject)s”"),
    may=may_write,
    undo=undo_fields,
    subject="draft",
)
def put_away(*, draft: Draft, by: Viewer, at: datetime) -> Draft:
    """Out of the list; its versions and their answers stay readable. Raises InUse."""
    if Use.objects.filter(code=draft.code).exists():
        raise InUse(_("Workshops use this questionnaire: choose another one for them first."))
    return change(draft, withdrawn_at=at)


@action(
    "surveys.choose",
    sentence=_("chose the questionnaire of: %(subject)s"),
    may=may_choose,
    may_undo=may_run,
    undo=undo_fields,
)
def choose_questionnaire(
    *,
    chamber: Organisation,
    code: str,
    theme: Theme | None = None,
    session: Session | None = None,
    by: Viewer,
    at: datetime,
) -> Use:
    """What a session, a theme, else all the chamber's workshops, will be asked; an empty code: as if nothing had been
    chosen. Answers given before keep the version that they answered. Raises NotPublished."""
    version = latest_version(code) if code else None
    if code and (version is None or version.chamber_id not in (None, chamber.pk)):
        raise NotPublished(_("This questionnaire is not published yet: publish it first."))
    use, _new = Use.objects.get_or_create(chamber=chamber, theme=theme, session=session)
    return change(use, code=code)


def _check_content(content: Sequence[dict[str, Any]]) -> None:
    try:
        parse(content)
    except WrongQuestionnaire as wrong:
        raise DraftWrong(what_is_wrong(wrong, content)) from None
