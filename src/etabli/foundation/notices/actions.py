"""Reading a notice, and choosing how one is told."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    HasActor,
    Irreversible,
    action,
    change,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.notices import budget
from etabli.foundation.notices.kinds import Channel, kinds
from etabli.foundation.notices.models import Notice, NotNow, PhoneCall, Preference
from etabli.foundation.notices.owners import Owner, as_fields, name_of
from etabli.foundation.notices.scheduling import preference_of
from etabli.foundation.notices.topic_messages import OPEN_KEY_SUFFIX, freeze_as_heard, mark_read_and_freeze
from etabli.foundation.notify.models import Message, Unreachable
from etabli.foundation.notify.tasks import deliver_message
from etabli.foundation.people.models import Person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer


def _is_mine(by: Viewer, row: Notice | Preference) -> bool:
    """The person in their own space, or the user acting for the very organisation in which they were told."""
    actor = by.actor
    return (
        actor.is_someone and row.owner_id == actor.party_id and row.organisation_id == actor.organisation_id
    )


ENDED_STATUSES = frozenset({Message.Status.UNSURE, Message.Status.FAILED})


class NothingUnread(ActionError):
    """All was read meanwhile, in another window."""


class NothingToSend(ActionError):
    """The mail has left, or is about to."""


class NothingToSay(ActionError):
    """Somebody told them meanwhile, they have read it, or there is nothing left to tell."""


class NothingHeldOff(ActionError):
    """They took it back meanwhile, or its time is over."""


class SaysSomethingElse(ActionError):
    """What is to be said has changed since it was read on the page."""


@action(
    "notices.read",
    sentence=_("read the message “%(subject)s”"),
    may=_is_mine,
    undo=undo_fields,
    subject="notice",
)
def mark_read(*, notice: Notice, by: Viewer, at: datetime) -> Notice:
    """They have read it."""
    was = notice.read_at
    mark_read_and_freeze([notice], at)
    record(notice, before={"read_at": was}, after={"read_at": at})
    return notice


def _undo_read(entry: Entry, by: HasActor, at: datetime) -> None:
    """Works both ways: the numbers of what was read stand on one side of the entry, the other is empty."""
    Notice.objects.filter(pk__in=entry.after["read"]).update(read_at=None)
    Notice.objects.filter(pk__in=entry.before["read"]).update(read_at=at)
    label = entry.subject_label
    record(subject_of(entry), before=entry.after, after=entry.before, label=label)


@action(
    "notices.read_all",
    sentence=_("marked all messages as read"),
    may=lambda by, given: all(_is_mine(by, notice) for notice in given["notices"]),
    may_undo=_is_mine,
    undo=_undo_read,
)
def mark_all_read(*, notices: list[Notice], by: Viewer, at: datetime) -> None:
    """They have read all of these. Raises NothingUnread when there is none."""
    if not notices:
        raise NothingUnread(_("Everything was read already."))
    numbers = [notice.pk for notice in notices]
    mark_read_and_freeze(notices, at)
    record(notices[0], before={"read": []}, after={"read": numbers})


@action(
    "notices.choose",
    sentence=_("chose how to get messages"),
    may=_is_mine,
    undo=undo_fields,
    subject="preference",
)
def choose(
    *,
    preference: Preference,
    channels: Mapping[str, str],
    quiet_from: time,
    quiet_until: time,
    quiet_on_sunday: bool,
    digest_at: time,
    by: Viewer,
    at: datetime,
) -> Preference:
    """Keep what they chose; a kind that must be told, or that is unknown, isn't changed by it."""
    return _saved_preference(
        preference,
        channels={**preference.channels, **_allowed_channels(channels)},
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        quiet_on_sunday=quiet_on_sunday,
        digest_at=digest_at,
    )


@action(
    "notices.silence",
    sentence=_("chose from an e-mail which e-mails to get"),
    may=_is_mine,
    undo=undo_fields,
    subject="preference",
)
def silence(
    *, preference: Preference, codes: list[str], silent: bool = True, by: Viewer, at: datetime
) -> Preference:
    """From a mail itself: these kinds are told here only; with `silent=False`, as at first."""
    return _saved_preference(preference, channels=_changed_channels(preference, codes, silent))


@action(
    "notices.silence_for",
    sentence=_("recorded the choice of %(subject)s: which e-mails to get"),
    may=lambda by, person: by.is_staff_of(person.chamber_id),
    may_undo=lambda by, preference: by.is_staff_of(by.chamber_id),
    undo=undo_fields,
    subject="person",
)
def silence_for(*, person: Person, codes: list[str], silent: bool, by: Viewer, at: datetime) -> Preference:
    """What somebody said to the staff, by telephone or in person: no more mails of these kinds, or again."""
    preference = preference_of(person)
    return _saved_preference(
        preference, label=person.name, channels=_changed_channels(preference, codes, silent)
    )


@action(
    "notices.stop_texts",
    sentence=_("recorded the choice of %(subject)s: text messages"),
    may=lambda by, person: by.is_person(person.pk) or by.is_staff_of(person.chamber_id),
    may_undo=lambda by, preference: _is_mine(by, preference) or by.is_staff_of(by.chamber_id),
    undo=undo_fields,
    subject="person",
)
def stop_texts(*, person: Person, stopped: bool = True, by: Viewer, at: datetime) -> Preference:
    """They answered STOP, or said so to the staff: no text message leaves for their number any more; or again."""
    return _saved_preference(
        preference_of(person), label=person.name, texts_stopped_at=at if stopped else None
    )


def _speaks_for(by: Viewer, owner: Owner) -> bool:
    """They themselves, or the staff of their chamber, who heard it."""
    if isinstance(owner, Person):
        return by.is_person(owner.pk) or by.is_staff_of(owner.chamber_id)
    return by.user_id == owner.user_id


def _may_take_back(by: Viewer, row: NotNow) -> bool:
    """Whoever it is about, and the staff of their own chamber."""
    if by.actor.party_id == row.owner_id:
        return True
    person = Person.objects.filter(party_id=row.owner_id).first()
    return person is not None and by.is_staff_of(person.chamber_id)


@action(
    "notices.not_now",
    sentence=_("wrote down “not now” for %(subject)s"),
    may=_speaks_for,
    may_undo=_may_take_back,
    undo=undo_fields,
    subject="owner",
)
def not_now(*, owner: Owner, by: Viewer, at: datetime) -> NotNow:
    """They said "not now": for six months nothing reaches them that they have not asked for."""
    party = as_fields(owner)["owner_id"]
    budget.lock_budgets([party])
    row = NotNow.objects.create(owner_id=party, said_at=at, until=at + budget.NOT_NOW_PERIOD)
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=name_of(owner))
    return row


def _undo_write_again(entry: Entry, by: HasActor, at: datetime) -> None:
    """Works both ways: the numbers of what holds no more stand on one side of the entry, the other is empty."""
    NotNow.objects.filter(pk__in=entry.after["withdrawn"]).update(withdrawn_at=None)
    NotNow.objects.filter(pk__in=entry.before["withdrawn"]).update(withdrawn_at=at)
    record(subject_of(entry), before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "notices.write_again",
    sentence=_("took back “not now” for %(subject)s"),
    may=_speaks_for,
    may_undo=_may_take_back,
    undo=_undo_write_again,
    subject="owner",
)
def write_again(*, owner: Owner, by: Viewer, at: datetime) -> None:
    """They may get again what they have not asked for, within their budget. Raises NothingHeldOff."""
    party = as_fields(owner)["owner_id"]
    rows = list(budget.not_now_of(budget.parties_of(party), at).order_by("pk"))
    if not rows:
        raise NothingHeldOff(_("Nothing is held back any more."))
    numbers = [row.pk for row in rows]
    NotNow.objects.filter(pk__in=numbers).update(withdrawn_at=at)
    record(rows[-1], before={"withdrawn": []}, after={"withdrawn": numbers}, label=name_of(owner))


@action(
    "notices.reach_again",
    sentence=_("let us write again to %(subject)s"),
    may=lambda by, mark: by.is_staff_of(mark.chamber_id),
    undo=undo_fields,
    subject="mark",
)
def reach_again(*, mark: Unreachable, by: Viewer, at: datetime) -> Unreachable:
    """The address is right after all, as somebody said on the telephone: mails go there again."""
    return change(mark, label=mark.address, lifted_at=at)


@action(
    "notices.send_again",
    sentence=_("sent the e-mail “%(subject)s” again"),
    may=lambda by, message: by.is_staff_of(message.chamber_id),
    undo=Irreversible(_("An e-mail that has left can’t be called back.")),
    subject="message",
)
def send_again(*, message: Message, by: Viewer, at: datetime) -> None:
    """Send a mail that failed, or of which nobody knows whether it left. Raises NothingToSend."""
    before = message.status
    reset = {"status": Message.Status.QUEUED, "handed_at": None, "attempts": 0, "insist": True, "due_at": at}
    if not Message.objects.filter(pk=message.pk, status__in=ENDED_STATUSES).update(**reset):
        raise NothingToSend(_("This e-mail has left, or is about to: there is nothing to send again."))
    record(message, before={"status": before}, after={"status": reset["status"]}, label=message.subject)
    deliver_message.enqueue(message.pk)


def _undo_call(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: they are to be called again, or they were told after all; as long as nothing new was to be said."""
    call: Any = subject_of(entry, lock=True)
    was_told = entry.before["told_at"] is None
    if (call.told_at is not None) != was_told or (
        call.notice.topic and not call.notice.key.endswith(OPEN_KEY_SUFFIX)
    ):
        raise CannotUndo(_("Something changed since: what is to be said now stands on the list."))
    if not was_told and not freeze_as_heard(call.notice, at):
        raise CannotUndo(_("There is nothing left to tell them."))
    if was_told and call.notice.shown_at == call.told_at:
        call.notice.shown_at = None
        call.notice.save(update_fields=["shown_at"])
    call.told_at = None if was_told else call.notice.shown_at or at
    call.save(update_fields=["told_at"])
    record(call, before=entry.after, after={"told_at": call.told_at}, label=entry.subject_label)


@action(
    "notices.tell_by_phone",
    sentence=_("told %(subject)s by telephone"),
    may=may_run,
    undo=_undo_call,
    subject="call",
)
def tell_by_phone(*, call: PhoneCall, as_of: str = "", by: Viewer, at: datetime) -> PhoneCall:
    """They were told what the message says now. `as_of`: of which instant it was, as the page that was read showed it.

    Raises NothingToSay, or SaysSomethingElse.
    """
    call = _lock_waiting(call)
    if as_of and as_of != call.notice.created_at.isoformat():
        raise SaysSomethingElse(
            _(
                "Something changed while you called: read the new words to them, then say again that it is done."
            )
        )
    if not freeze_as_heard(call.notice, at):
        raise NothingToSay(_("There is nothing left to tell them."))
    call.told_at = at
    call.save(update_fields=["told_at"])
    record(call, before={"told_at": None}, after={"told_at": at}, label=_name(call))
    return call


@action(
    "notices.note_no_answer",
    sentence=_("called %(subject)s, who did not answer"),
    may=may_run,
    undo=undo_fields,
    subject="call",
)
def note_no_answer(*, call: PhoneCall, by: Viewer, at: datetime) -> PhoneCall:
    """Nobody answered: they stay on the list. Raises NothingToSay."""
    call = _lock_waiting(call)
    return change(call, label=_name(call), tries=call.tries + 1, tried_at=at)


def _changed_channels(preference: Preference, codes: list[str], silent: bool) -> dict[str, str]:
    chosen = dict.fromkeys(codes, str(Channel.HERE))
    channels = {code: channel for code, channel in preference.channels.items() if code not in chosen}
    return {**channels, **(_allowed_channels(chosen) if silent else {})}


def _allowed_channels(channels: Mapping[str, str]) -> dict[str, str]:
    kinds_by_code = kinds()
    return {
        code: str(Channel(channel))
        for code, channel in channels.items()
        if code in kinds_by_code and not kinds_by_code[code].always_mailed
    }


def _saved_preference(preference: Preference, label: str = "", **values: Any) -> Preference:
    """The row is made by the first choice: its undo puts the defaults back."""
    if preference._state.adding:
        preference, _made = Preference.objects.get_or_create(
            owner_id=preference.owner_id, organisation_id=preference.organisation_id
        )
    return change(preference, label=label, **values)


def _lock_waiting(call: PhoneCall) -> PhoneCall:
    waiting = (
        PhoneCall.objects.select_for_update(of=("self",)).select_related("notice").filter(pk=call.pk).first()
    )
    if waiting is None or waiting.told_at or waiting.notice.read_at or waiting.notice.shown_at:
        raise NothingToSay(
            _("Somebody told them meanwhile, or they have read it: there is nothing left to say.")
        )
    return waiting


def _name(call: PhoneCall) -> str:
    return Person.objects.filter(party=call.notice.owner_id).values_list("name", flat=True).first() or ""
