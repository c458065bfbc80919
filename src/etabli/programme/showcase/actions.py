"""Writing a story, asking for the agreement to show it, publishing it, taking it off; choosing those of a session."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.stored_files import erase, save_file
from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    action,
    change,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.notices.budget import refusal_reason, refusal_text
from etabli.foundation.people.actions import add_person, give_consent, withdraw_consent
from etabli.foundation.people.models import Consent, Organisation, Person
from etabli.foundation.people.queries import recognise_person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.showcase.models import Selection, Story
from etabli.programme.showcase.notices import ask_by_mail
from etabli.programme.showcase.rules import is_its_artisan, may_write
from etabli.programme.showcase.story_content import NamedPerson, Telling, missing_parts_of
from etabli.programme.workshops.models import Session

State = Story.State
FIELD_LABELS = {
    "title": _("Title"),
    "shown_as": _("Shown as"),
    "done": _("What was done"),
    "brought": _("What came of it"),
    "figure": _("Figure"),
    "quotation": _("Quotation"),
}


class Withdrawn(ActionError):
    """The story was taken off: it is written no more."""


class ChangedMeanwhile(ActionError):
    """The story is no longer the one that was read."""


class NobodyToAsk(ActionError):
    """The artisan is not named, or has no e-mail address."""


class NotToBeAsked(ActionError):
    """They have had as many messages this year, without asking for them, as may be; or said "not now"."""


class NotWhole(ActionError):
    """Something is missing before it can be shown."""


class AlreadyShown(ActionError):
    """The agreement to this very text is recorded."""


def _with_its_agreement(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, both ways; the agreement is in force exactly while the story leads to it."""
    photo = entry.before.get("photo_id")
    if photo is not None and not StoredFile.objects.filter(pk=photo).exists():
        raise CannotUndo(_("The former photo was deleted for good since."))
    undo_fields(entry, by, at)
    story: Any = subject_of(entry)
    for pk in {entry.before.get("consent_id"), entry.after.get("consent_id")} - {None}:
        Consent.objects.filter(pk=pk).update(withdrawn_at=None if story.consent_id == pk else at)


@action("showcase.write", sentence=_("began the story “%(subject)s”"), may=may_run, undo=undo_fields)
def write_story(
    *,
    chamber: Organisation,
    person: Person | None,
    telling: Telling,
    named: NamedPerson | None = None,
    photo: Examined | None = None,
    by: Viewer,
    at: datetime,
) -> Story:
    """Begin a story: of a known person, of somebody `named`, or of nobody yet. It may lack anything."""
    person = person or _named_person(chamber, named, by, at)
    story = Story(chamber=chamber, person=person, written_by_id=by.actor.party_id, started_at=at)
    for name, value in telling.as_fields.items():
        setattr(story, name, value)
    story.photo = _store_photo(photo, chamber.pk, by, at) if photo else None
    story.save()
    before = {"state": State.WITHDRAWN, "withdrawn_at": at}
    record(story, before=before, after={"state": State.DRAFT, "withdrawn_at": None})
    return story


@action(
    "showcase.correct",
    sentence=_("changed the story “%(subject)s”"),
    tells=FIELD_LABELS,
    may=may_write,
    undo=_with_its_agreement,
    subject="story",
)
def correct_story(
    *,
    story: Story,
    telling: Telling,
    version: int,
    photo: Examined | None = None,
    without_photo: bool = False,
    named: NamedPerson | None = None,
    by: Viewer,
    at: datetime,
) -> Story:
    """Change what is told. What was published is shown no more: nobody agreed to the new text yet.

    `version` is that of the text that was read; `named` is the artisan, where nobody was. Raises Withdrawn,
    ChangedMeanwhile.
    """
    _lock_story(story, version)
    fields = telling.as_fields | {"version": story.version + 1, "written_by_id": by.actor.party_id}
    if photo or without_photo:
        fields["photo_id"] = _store_photo(photo, story.chamber_id, by, at).pk if photo else None
    if story.person_id is None and (person := _named_person(story.chamber, named, by, at)):
        fields["person_id"] = person.pk
    if story.state == State.PUBLISHED:
        fields |= {"state": str(State.DRAFT), "consent_id": None}
        _end_agreement(story, by, at)
    return change(story, **fields)


@action(
    "showcase.ask",
    sentence=_("asked the artisan to read over the story “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="story",
)
def ask_for_agreement(*, story: Story, by: Viewer, at: datetime) -> Story:
    """Send the artisan the link by which they read, write and agree. Raises as `correct_story`, NobodyToAsk,
    AlreadyShown; NotToBeAsked when they may get nothing now that they have not asked for."""
    _lock_story(story, story.version)
    if story.state == State.PUBLISHED:
        raise AlreadyShown(_("This story is published: the artisan has agreed."))
    if story.person is None or not story.person.email:
        raise NobodyToAsk(_("We know no e-mail address of this artisan: record their agreement on paper."))
    if reason := refusal_reason(story.person.party_id, at):
        raise NotToBeAsked(
            _("%(why)s. Speak of it when you see them, or print the sheet to sign.")
            % {"why": refusal_text(reason)}
        )
    change(story, state=str(State.ASKED), asked_at=at)
    ask_by_mail(story, story.person, at)
    return story


@action(
    "showcase.agree",
    sentence=_("agreed that the story “%(subject)s” is shown"),
    may=is_its_artisan,
    undo=_with_its_agreement,
    subject="story",
)
def agree(*, story: Story, by: Viewer, at: datetime) -> Story:
    """The artisan agrees to the story as it is: it is published.

    Raises as `correct_story`, NotWhole, AlreadyShown.
    """
    return _publish(story, None, by, at)


@action(
    "showcase.agree_on_paper",
    sentence=_("recorded the agreement signed on paper for the story “%(subject)s”"),
    may=may_run,
    undo=_with_its_agreement,
    subject="story",
)
def agree_on_paper(*, story: Story, signed_on: date, by: Viewer, at: datetime) -> Story:
    """Record what the artisan signed on that day: the story is published.

    Raises as `correct_story`, NobodyToAsk, NotWhole, AlreadyShown.
    """
    return _publish(story, signed_on, by, at)


@action(
    "showcase.withdraw",
    sentence=_("took off the story “%(subject)s”"),
    may=may_write,
    undo=_with_its_agreement,
    subject="story",
)
def withdraw_story(*, story: Story, by: Viewer, at: datetime) -> Story:
    """Take it off every page at once, and end the agreement. Only the staff see it, until it is erased
    (`tasks.RETENTION`). Raises as `correct_story`."""
    _lock_story(story, story.version)
    _end_agreement(story, by, at)
    return change(story, state=str(State.WITHDRAWN), withdrawn_at=at, consent_id=None)


@action(
    "showcase.erase",
    sentence=_("erased a story that had been taken off"),
    may=may_run,
    undo=Irreversible(_("It was taken off, and the months to change one’s mind are over.")),
    subject="story",
)
def erase_story(*, story: Story, by: Viewer, at: datetime) -> None:
    """Delete for good a story that was taken off, its photo, and its words in the history."""
    pk, photo = story.pk, story.photo
    about = Entry.objects.filter(subject_type=story._meta.label_lower, subject_id=str(pk))
    about.update(before={}, after={}, subject_label=str(_("a story")), erased_at=at)
    record(story, before={"state": story.state}, after={"state": None}, label=str(_("a story")))
    story.delete()
    if photo is not None:
        erase(photo)
        photo.delete()


@action(
    "showcase.choose",
    sentence=_("chose the examples to show at “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="session",
)
def choose_stories(*, session: Session, stories: Sequence[Story], by: Viewer, at: datetime) -> Selection:
    """Which stories this session shows, in this order; none: those that are proposed."""
    selection, _new = Selection.objects.get_or_create(session=session)
    return change(selection, story_ids=[story.pk for story in stories])


def _named_person(
    chamber: Organisation, named_person: NamedPerson | None, by: Viewer, at: datetime
) -> Person | None:
    """The person who is named, whom the chamber knows already or welcomes now."""
    if named_person is None or not named_person.name:
        return None
    identity = {"name": named_person.name, "email": named_person.email, "phone": named_person.phone}
    person = named_person.person or recognise_person(chamber, **identity)
    return person or add_person(chamber=chamber, **identity, by=by, at=at)


def _publish(story: Story, signed_on: date | None, by: Viewer, at: datetime) -> Story:
    _lock_story(story, story.version)
    if story.state == State.PUBLISHED:
        raise AlreadyShown(_("This story is published: the artisan has agreed."))
    if story.person is None:
        raise NobodyToAsk(_("Name the artisan first: it is for them to agree."))
    if missing_parts := missing_parts_of(story):
        raise NotWhole(_("Before it is shown, say: %(what)s.") % {"what": ", ".join(missing_parts)})
    consent = give_consent(person=story.person, purpose=Consent.Purpose.STORY, about=story, by=by, at=at)
    return change(story, state=str(State.PUBLISHED), consent_id=consent.pk, paper_on=signed_on)


def _end_agreement(story: Story, by: Viewer, at: datetime) -> None:
    if story.consent is not None and story.consent.withdrawn_at is None:
        withdraw_consent(consent=story.consent, by=by, at=at)


def _lock_story(story: Story, version: int) -> None:
    """Keep others from the story until the end of the act, and see that it is the one that was read."""
    now = Story.objects.select_for_update().get(pk=story.pk)
    if now.state == State.WITHDRAWN:
        raise Withdrawn(_("This story was taken off. The history can bring it back."))
    if (now.version, now.state) != (version, story.state):
        raise ChangedMeanwhile(
            _("Somebody changed this story while you wrote. Your words are below: save again to keep yours.")
        )


def _store_photo(photo: Examined, chamber_id: int, by: Viewer, at: datetime) -> StoredFile:
    return save_file(photo, purpose="story", chamber_id=chamber_id, by=by, at=at)
