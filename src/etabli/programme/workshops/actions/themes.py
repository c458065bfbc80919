"""What a chamber writes of its own, and what somebody would like: each act can be taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    action,
    anyone,
    change,
    record,
    undo_fields,
    undo_parts,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.queries import recognise_person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import express_wish
from etabli.programme.demand.models import Wish
from etabli.programme.workshops.models import Session, Theme, ThemeVersion
from etabli.programme.workshops.themes.versions import (
    add_version,
    apply_version_in_force,
    own_version,
    set_ended_at,
    version_in_force,
)
from etabli.territory.places.models import Commune

CODE_LENGTH = 30


class SameText(ActionError):
    """What holds already says this, word for word."""


class NotOffered(ActionError):
    """No workshop is given on this theme any more."""


class AlreadyAsked(ActionError):
    """This person asked for this theme, and waits for it."""


def _undo_version(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the version no longer holds and the one before does, or the other way round."""
    version: Any = subject_of(entry, lock=True)
    theme = Theme.objects.select_for_update().get(pk=version.theme_id)
    former_version = ThemeVersion.objects.filter(pk=entry.after["instead_of"]).first()
    version_held = own_version(theme, version.chamber_id)
    ends = entry.after["ended_at"] is None
    if (version_held and version_held.pk) != (version.pk if ends else former_version and former_version.pk):
        raise CannotUndo(_("Another version was written since: take that one back first."))
    if ends and version.sessions.filter(occasion__starts_at__lte=at, published_at__isnull=False).exists():
        raise CannotUndo(_("A session was given with this version, which stays: write another one."))
    if former_version is not None:
        set_ended_at(former_version, None if ends else at)
    set_ended_at(version, at if ends else None)
    apply_version_in_force(theme, version.chamber_id, at)
    record(version, before=entry.after, after={**entry.before, "ended_at": version.ended_at})


@action(
    "workshops.write_theme",
    sentence=_("wrote a new version of the theme “%(subject)s”"),
    may=may_run,
    undo=_undo_version,
)
def write_version(
    *, theme: Theme, chamber: Organisation, content: Mapping[str, Any], by: Viewer, at: datetime
) -> ThemeVersion:
    """The chamber's own text of a theme, for its sessions to come. Those given keep theirs. Raises SameText."""
    Theme.objects.select_for_update().get(pk=theme.pk)
    current_version = version_in_force(theme, chamber.pk)
    if current_version is not None and current_version.content == content:
        raise SameText(_("Nothing was changed."))
    former_version = own_version(theme, chamber.pk)
    new_version = add_version(theme, chamber.pk, content, former_version, at)
    instead_of = former_version and former_version.pk
    record(
        new_version,
        before={"ended_at": at, "instead_of": instead_of},
        after={"ended_at": None, "instead_of": instead_of},
    )
    return new_version


def _undo_leaving(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the chamber's text holds again, or the one delivered."""
    version: Any = subject_of(entry, lock=True)
    theme = Theme.objects.select_for_update().get(pk=version.theme_id)
    own_current, is_ended = own_version(theme, version.chamber_id), entry.after["ended_at"] is not None
    if (own_current and own_current.pk) != (None if is_ended else version.pk):
        raise CannotUndo(_("Another version was written since: take that one back first."))
    set_ended_at(version, None if is_ended else at)
    apply_version_in_force(theme, version.chamber_id, at)
    record(version, before=entry.after, after={"ended_at": version.ended_at})


@action(
    "workshops.leave_version",
    sentence=_("took Établi’s own text again for the theme “%(subject)s”"),
    may=may_run,
    undo=_undo_leaving,
    subject="version",
)
def leave_version(*, version: ThemeVersion, by: Viewer, at: datetime) -> ThemeVersion:
    """The chamber's sessions to come are given with the text delivered again. Raises SameText when they are."""
    theme = Theme.objects.select_for_update().get(pk=version.theme_id)
    version.refresh_from_db(fields=["ended_at"])
    if version.ended_at is not None or theme.chamber_id is not None:
        raise SameText(_("Nothing was changed."))
    set_ended_at(version, at)
    apply_version_in_force(theme, version.chamber_id, at)
    record(version, before={"ended_at": None}, after={"ended_at": at})
    return version


def _undo_creation(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, but a theme stays while a session to come is announced on it."""
    theme: Any = subject_of(entry)
    to_come = Session.objects.filter(theme=theme, occasion__starts_at__gt=at, occasion__cancelled_at=None)
    if theme.withdrawn_at is None and to_come.filter(published_at__isnull=False).exists():
        raise CannotUndo(_("A session to come is announced on this theme: call it off first."))
    undo_fields(entry, by, at)


@action(
    "workshops.create_theme",
    sentence=_("created the theme “%(subject)s”"),
    may=may_run,
    undo=_undo_creation,
)
def create_theme(*, chamber: Organisation, content: Mapping[str, Any], by: Viewer, at: datetime) -> Theme:
    """A theme of the chamber's own, with its first version."""
    bare = slugify(content["fr"]["title"])[:CODE_LENGTH].strip("-")
    code = f"{bare or 'theme'}-{get_random_string(6, 'abcdefghjkmnpqrstuvwxyz23456789')}"
    theme = Theme.objects.create(code=code, chamber=chamber)
    add_version(theme, chamber.pk, content, None, at)
    record(theme, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return theme


@action(
    "workshops.offer_theme",
    sentence=_("changed whether workshops are given on the theme “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="theme",
)
def offer_theme(*, theme: Theme, offered: bool, by: Viewer, at: datetime) -> Theme:
    """Put a theme of the chamber's own away, or bring it back. The sessions announced on it stay."""
    return change(theme, withdrawn_at=None if offered else at)


def _undo_asking(entry: Entry, by: Any, at: datetime) -> None:
    """The wish within is taken back, or expressed again."""
    undo_parts(entry, "demand.express", by=by, at=at)
    theme: Any = subject_of(entry)
    record(theme, before=entry.after, after=entry.after)


@action(
    "workshops.ask_for_theme",
    sentence=_("asked for the theme “%(subject)s”"),
    may=anyone,
    undo=_undo_asking,
    subject="theme",
)
def ask_for_theme(
    *,
    theme: Theme,
    chamber: Organisation,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    commune: Commune | None = None,
    by: Viewer,
    at: datetime,
) -> Wish:
    """Somebody would like this theme near them: nobody in particular, unless they left a name.

    `person` is whom the visitor proved to be. Raises NotOffered, AlreadyAsked.
    """
    if theme.withdrawn_at is not None:
        raise NotOffered(_("No workshop is given on this theme any more."))
    if person is None and (email or phone):
        person = recognise_person(chamber, name=name, email=email, phone=phone) or add_person(
            chamber=chamber, name=name, email=email, phone=phone, by=by, at=at
        )
    pending_wishes = Wish.objects.filter(person=person, kind="theme", theme_code=theme.pk, withdrawn_at=None)
    if person is not None and pending_wishes.exists():
        raise AlreadyAsked(_("You asked for this theme already: your adviser knows."))
    wish = express_wish(
        chamber=chamber,
        kind=Wish.Kind.THEME,
        theme_code=theme.pk,
        theme=theme.public_title,
        person=person,
        source=Wish.Source.CATALOGUE,
        commune=commune,
        by=by,
        at=at,
    )
    record(theme, before={}, after={"wish": wish.pk}, label=theme.public_title)
    return wish
