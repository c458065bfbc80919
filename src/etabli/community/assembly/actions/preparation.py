"""Preparing an assembly: its rules, its agenda, its convocation."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, ngettext

from etabli.community.assembly import notices
from etabli.community.assembly.actions.guards import (
    AssemblyError,
    lock_assembly,
    lock_unconvened_assembly,
    reverse_by_board,
)
from etabli.community.assembly.engine import MAJORITIES
from etabli.community.assembly.models import Assembly, Bylaws, Item
from etabli.community.assembly.referrals import as_item, questions_waiting, waiting_question
from etabli.community.assembly.rules import may_lead
from etabli.foundation.journal import (
    CannotUndo,
    Irreversible,
    NotAllowed,
    action,
    change,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer


def _of_item(item: Item) -> None:
    lock_unconvened_assembly(item.assembly)
    _check_free(item)


def _check_free(item: Item) -> None:
    """AssemblyError for an item that the board has no hand in."""
    if waiting_question(item) is not None:
        raise AssemblyError(
            _("Nobody of the board is free to decide this: the assembly votes on it as it is written.")
        )


def _add_referred_items(assembly: Assembly, by: Viewer, at: datetime) -> None:
    """On the agenda, what nobody is free to decide and is not there yet."""
    listed_keys = set(
        assembly.items.filter(withdrawn_at=None).exclude(about="").values_list("about", flat=True)
    )
    for key, kind, row in questions_waiting(assembly.organisation_id):
        if key not in listed_keys:
            add_item(assembly=assembly, facts=as_item(key, kind, row), by=by, at=at)


def _before_any_item(assembly: Assembly) -> None:
    if lock_assembly(assembly).convened_at is not None:
        raise AssemblyError(_("The convocation has left: what it says can’t be changed any more."))
    if assembly.items.filter(withdrawn_at=None, about="").exists():
        raise AssemblyError(_("Its agenda has items: take them out first."))


def _undo_move(entry: Entry, by: Any, at: datetime) -> None:
    item: Any = subject_of(entry)
    if not may_lead(by, item):
        raise NotAllowed(_("Only the board of the association can take this back."))
    try:
        lock_unconvened_assembly(item.assembly)
    except AssemblyError as refusal:
        raise CannotUndo(str(refusal)) from None
    if _item_order(item) != entry.after["order"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    _set_order(entry.before["order"])
    record(item, before=entry.after, after=entry.before)


@action(
    "assembly.set_bylaws",
    sentence=_("changed the rules of the assemblies of “%(subject)s”"),
    tells={
        "notice_days": _("days between the convocation and the assembly"),
        "proxies_each": _("proxies that one member may hold"),
        "quorum_percent": _("quorum, in percent of the voters"),
    },
    may=may_lead,
    undo=undo_fields,
)
def set_bylaws(*, organisation: Organisation, rules: dict[str, int], by: Viewer, at: datetime) -> Bylaws:
    """What the statutes say, for the assemblies prepared from now on. `rules`: fields of Bylaws."""
    bylaws, _new = Bylaws.objects.get_or_create(organisation=organisation)
    return change(bylaws, label=None, **rules)


@action(
    "assembly.prepare",
    sentence=_("prepared the assembly “%(subject)s”"),
    may=may_lead,
    undo=reverse_by_board(_before_any_item),
)
def prepare(
    *,
    organisation: Organisation,
    facts: dict[str, Any],
    by: Viewer,
    at: datetime,
    follows: Assembly | None = None,
) -> Assembly:
    """A new assembly, which only the board sees. `facts`: title, starts_at, ends_at, place, link, note."""
    bylaws = Bylaws.objects.filter(organisation=organisation).first() or Bylaws(organisation=organisation)
    assembly = Assembly.objects.create(
        organisation=organisation,
        follows=follows,
        notice_days=bylaws.notice_days,
        proxies_each=bylaws.proxies_each,
        quorum_percent=bylaws.second_quorum_percent if follows else bylaws.quorum_percent,
        **facts,
    )
    record(assembly, before={"cancelled_at": at}, after={"cancelled_at": None})
    _add_referred_items(assembly, by, at)
    return assembly


@action(
    "assembly.change",
    sentence=_("changed the assembly “%(subject)s”"),
    tells={
        "title": _("title"),
        "starts_at": _("beginning"),
        "place": _("place"),
        "link": _("link of the video meeting"),
    },
    may=may_lead,
    undo=reverse_by_board(lock_unconvened_assembly),
    subject="assembly",
)
def change_assembly(*, assembly: Assembly, facts: dict[str, Any], by: Viewer, at: datetime) -> Assembly:
    """Another day, place or title, before the convocation."""
    return change(lock_unconvened_assembly(assembly), **facts)


@action(
    "assembly.add_item",
    sentence=_("put “%(subject)s” on the agenda"),
    may=may_lead,
    undo=reverse_by_board(_of_item),
)
def add_item(*, assembly: Assembly, facts: dict[str, Any], by: Viewer, at: datetime) -> Item:
    """One item more, at the end of the agenda. `facts`: kind, title, text, majority, seats, is_secret, about."""
    current = lock_unconvened_assembly(assembly)
    _check(facts)
    last = current.items.aggregate(last=Max("position"))["last"] or 0
    item = Item.objects.create(assembly=current, position=last + 1, **facts)
    record(item, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return item


@action(
    "assembly.write_item",
    sentence=_("changed “%(subject)s” on the agenda"),
    may=may_lead,
    undo=reverse_by_board(_of_item),
    subject="item",
)
def write_item(*, item: Item, facts: dict[str, Any], by: Viewer, at: datetime) -> Item:
    """What an item says. Raises AssemblyError for what the board is not free to decide."""
    _of_item(item)
    _check(facts)
    return change(item, **facts)


@action(
    "assembly.move_item",
    sentence=_("moved “%(subject)s” on the agenda"),
    may=may_lead,
    undo=_undo_move,
    subject="item",
)
def move_item(*, item: Item, up: bool, by: Viewer, at: datetime) -> Item:
    """Before the one that comes before it, or after the next; at its end it stays."""
    lock_unconvened_assembly(item.assembly)
    before = _item_order(item)
    place = before.index(item.pk)
    after = before.copy()
    after.insert(min(max(place + (-1 if up else 1), 0), len(before) - 1), after.pop(place))
    _set_order(after)
    record(item, before={"order": before}, after={"order": after})
    return item


@action(
    "assembly.withdraw_item",
    sentence=_("took “%(subject)s” off the agenda"),
    may=may_lead,
    undo=reverse_by_board(_of_item),
    subject="item",
)
def withdraw_item(*, item: Item, by: Viewer, at: datetime) -> Item:
    """Off the agenda, before the convocation. Raises AssemblyError for what the board is not free to decide."""
    _of_item(item)
    return change(item, withdrawn_at=at)


@action(
    "assembly.convene",
    sentence=_("convened the assembly “%(subject)s”"),
    may=may_lead,
    undo=Irreversible(_("The convocations have left. You can call the assembly off: everybody is told.")),
    subject="assembly",
)
def convene(*, assembly: Assembly, by: Viewer, at: datetime) -> Assembly:
    """Send the convocation to all the members in force. Raises AssemblyError: no agenda, no place, or too late."""
    current = lock_unconvened_assembly(assembly)
    _add_referred_items(current, by, at)
    if not current.items.filter(withdrawn_at=None).exists():
        raise AssemblyError(_("Put at least one item on the agenda first."))
    if not (current.place or current.link):
        raise AssemblyError(_("Say where: a place, or the link of a video meeting."))
    _check_delay(current, at)
    change(current, convened_at=at)
    notices.tell_members_to_come(current, at)
    return current


def _not_convened(assembly: Assembly) -> None:
    if lock_assembly(assembly).convened_at is not None:
        raise AssemblyError(_("The members were told. Prepare another assembly, and convene it."))


@action(
    "assembly.give_up",
    sentence=_("gave up the assembly “%(subject)s”, which was in preparation"),
    may=may_lead,
    undo=reverse_by_board(_not_convened),
    subject="assembly",
)
def give_up(*, assembly: Assembly, by: Viewer, at: datetime) -> Assembly:
    """It won't be convened: the board alone knew of it. Raises AssemblyError once it is convened, or given up."""
    return change(lock_unconvened_assembly(assembly), cancelled_at=at)


@action(
    "assembly.call_off",
    sentence=_("called off the assembly “%(subject)s”"),
    may=may_lead,
    undo=Irreversible(_("The members were told. Prepare another assembly, and convene it.")),
    subject="assembly",
)
def call_off(*, assembly: Assembly, by: Viewer, at: datetime) -> Assembly:
    """It won't be held; those who were convened are told, and their calendars too. Raises AssemblyError."""
    current = lock_assembly(assembly)
    if current.convened_at is None or current.opened_at is not None or current.cancelled_at is not None:
        raise AssemblyError(_("This assembly was not convened, or it was opened, or called off already."))
    change(current, cancelled_at=at, sequence=current.sequence + 1)
    notices.tell_members_of_cancellation(current, at)
    return current


@action(
    "assembly.call_again",
    sentence=_("prepared a second call of “%(subject)s”"),
    may=may_lead,
    undo=Irreversible(_("What it prepared is an assembly like another: call that one off.")),
    subject="assembly",
)
def call_again(*, assembly: Assembly, starts_at: datetime, by: Viewer, at: datetime) -> Assembly:
    """The same agenda another day, with the quorum of a second call. The first must be closed, and without a poll."""
    current = lock_assembly(assembly)
    if current.closed_at is None or current.items.filter(polls__isnull=False).exists():
        raise AssemblyError(_("A second call is for an assembly that closed without being able to vote."))
    if Assembly.objects.filter(follows=current).exists():
        raise AssemblyError(_("The second call is prepared already."))
    names = ("title", "place", "link", "note")
    facts = {name: getattr(current, name) for name in names}
    times = {"starts_at": starts_at, "ends_at": starts_at + (current.ends_at - current.starts_at)}
    second_call = prepare(
        organisation=current.organisation, facts={**facts, **times}, follows=current, by=by, at=at
    )
    fields = ("kind", "title", "text", "majority", "seats", "is_secret")
    for item in current.items.filter(withdrawn_at=None, about=""):
        add_item(assembly=second_call, facts={name: getattr(item, name) for name in fields}, by=by, at=at)
    record(current, before={}, after={})
    return second_call


def _item_order(item: Item) -> list[int]:
    """The items of this agenda, by their numbers."""
    return list(item.assembly.items.filter(withdrawn_at=None).values_list("pk", flat=True))


def _set_order(order: list[int]) -> None:
    for position, pk in enumerate(order, start=1):
        Item.objects.filter(pk=pk).exclude(position=position).update(position=position)


def _check(facts: dict[str, Any]) -> None:
    kind = facts["kind"]
    if kind in MAJORITIES and facts["majority"] not in MAJORITIES[kind]:
        raise AssemblyError(_("Choose the majority that this vote needs."))
    if kind == Item.Kind.ELECTION and not facts["seats"]:
        raise AssemblyError(_("Say how many seats are to be filled."))


def _check_delay(assembly: Assembly, at: datetime) -> None:
    earliest = timezone.localdate(at) + timedelta(days=assembly.notice_days)
    if timezone.localdate(assembly.starts_at) < earliest:
        raise AssemblyError(
            ngettext(
                "Your statutes ask for %(days)d day between the convocation and the assembly: choose a later day.",
                "Your statutes ask for %(days)d days between the convocation and the assembly: choose a later day.",
                assembly.notice_days,
            )
            % {"days": assembly.notice_days}
        )
