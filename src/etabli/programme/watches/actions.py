"""Asking to be told of workshops, stopping it, being told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, change, record, undo_fields
from etabli.foundation.notices.actions import silence
from etabli.foundation.notices.kinds import Channel, channel_of
from etabli.foundation.notices.scheduling import preference_of
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.programme.watches import notices, queries
from etabli.programme.watches.matching import matching_sessions
from etabli.programme.watches.models import Watch
from etabli.programme.watches.rules import is_system, is_theirs, may_ask
from etabli.programme.watches.wording import watch_text
from etabli.programme.workshops.calendar.cards import SessionCard
from etabli.programme.workshops.models import Theme
from etabli.territory.places.models import Commune

WATCH_DURATION = timedelta(days=365)


class NothingAsked(ActionError):
    """Neither a commune nor a theme."""


@action("watches.ask", sentence=_("asked to be told of workshops %(subject)s"), may=may_ask, undo=undo_fields)
def ask_watch(
    *,
    chamber: Organisation,
    person: Person | None,
    name: str = "",
    email: str = "",
    commune: Commune | None,
    theme: Theme | None,
    via: str = "",
    by: Viewer,
    at: datetime,
) -> Watch:
    """Be told for a year when a workshop comes near a commune, on a theme, or both. Without `person`, somebody of whom
    the mailbox (`email`) is proved and whom the chamber does not know is written down first. Asked again, the same
    watch stands, for a year from now. What is announced today counts as known.

    Raises NothingAsked, PersonAlreadyExists.
    """
    if commune is None and theme is None:
        raise NothingAsked(_("Say near which commune, or on which theme."))
    if person is None:
        person = add_person(chamber=chamber, name=name, email=email, phone="", by=by, at=at)
    _hear_again(person, at)
    ends_on = timezone.localdate(at) + WATCH_DURATION
    existing_watch = Watch.objects.filter(
        person=person, commune=commune, theme=theme, withdrawn_at=None
    ).first()
    if existing_watch is not None:
        return change(existing_watch, label=watch_text(commune, theme), asked_at=at, ends_on=ends_on)
    fields = {"commune": commune, "theme": theme, "via": via, "asked_at": at, "ends_on": ends_on}
    watch = Watch(chamber=chamber, person=person, **fields)
    watch.sessions_known = [
        card.pk
        for card in matching_sessions(
            watch, queries.sessions_to_come(at), queries.roads_from_communes_of([watch])
        )
    ]
    watch.save()
    record(watch, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=watch_text(commune, theme))
    return watch


@action(
    "watches.stop",
    sentence=_("chose to be told no more of workshops %(subject)s"),
    may=is_theirs,
    undo=undo_fields,
    subject="watch",
)
def stop_watch(*, watch: Watch, by: Viewer, at: datetime) -> Watch:
    """They are told no more."""
    return change(watch, label=watch_text(watch.commune, watch.theme), withdrawn_at=at)


@action(
    "watches.tell",
    sentence=_("told them of workshops that they asked for"),
    may=is_system,
    undo=Irreversible(_("This message has left: it can’t be taken back.")),
    subject="watch",
)
def tell_watch(*, watch: Watch, sessions: Sequence[SessionCard], by: Viewer, at: datetime) -> Watch:
    """These sessions have come, each told once."""
    updated = change(
        watch, sessions_known=[*watch.sessions_known, *(card.pk for card in sessions)], told_at=at
    )
    notices.tell_of_workshops(watch.person, watch, sessions, at)
    return updated


def _hear_again(person: Person, at: datetime) -> None:
    """Whoever asks wants to be told, though they stopped such mails before."""
    preference = preference_of(person)
    if channel_of(notices.NEAR_WORKSHOPS, preference) == Channel.HERE:
        silence(
            preference=preference,
            codes=[notices.NEAR_WORKSHOPS.code],
            silent=False,
            by=of_person(person),
            at=at,
        )
