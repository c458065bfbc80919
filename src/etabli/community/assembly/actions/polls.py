"""Polls: opened, voted, closed, and a tie decided by lot.

Each act first takes the poll's row, so that two votes with one voice, or a vote and the close, come one after the
other. The constraint `vote_once` stands behind.
"""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.community.assembly import ballot_box
from etabli.community.assembly.actions.guards import AssemblyError, lock_assembly
from etabli.community.assembly.electorate import electorate_of, voters_of
from etabli.community.assembly.engine import RESOLUTION
from etabli.community.assembly.models import Ballot, Item, Poll, RollEntry, Urn, new_key
from etabli.community.assembly.poll_results import digest, is_to_draw, next_round, outcome_of
from etabli.community.assembly.referrals import waiting_question
from etabli.community.assembly.rules import acts_as_member, may_lead, may_use_voice
from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.community.neutrality import log
from etabli.community.neutrality.engine import commitment
from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    NotAllowed,
    action,
    change,
    record,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of, undo_fields
from etabli.foundation.people.viewer import Viewer

_NO_VOICE = _("Sign in as present first; one votes for oneself, or with a proxy that one holds.")


class AlreadyVoted(ActionError):
    """This voice was used in this poll."""


class PollClosed(ActionError):
    """The poll takes no ballot any more."""


def _undo_vote(entry: Entry, by: Any, at: datetime) -> None:
    row: Any = subject_of(entry)
    current, voter = _lock_poll(row.poll), member_of(by)
    if current.closed_at is not None:
        raise CannotUndo(_("This poll is closed: its votes are counted."))
    if voter is None or not may_use_voice(current, row.member, voter):
        raise NotAllowed(_NO_VOICE)
    votes_in_force = RollEntry.objects.filter(poll=row.poll, member=row.member, withdrawn_at=None)
    if entry.before["withdrawn_at"] is None and votes_in_force.exclude(pk=row.pk).exists():
        raise CannotUndo(_("This voice was used again since."))
    undo_fields(entry, by, at)


@action(
    "assembly.open_poll",
    sentence=_("opened the poll “%(subject)s”"),
    may=may_lead,
    undo=Irreversible(_("Members may vote from now on: a poll ends by being closed.")),
)
def open_poll(*, item: Item, by: Viewer, at: datetime) -> Poll:
    """The first poll on an item, or the next round of an election. Raises AssemblyError: no quorum, nobody stands."""
    assembly = lock_assembly(item.assembly)
    if not assembly.is_sitting or not item.is_voted or item.withdrawn_at is not None:
        raise AssemblyError(_("Open the sitting first."))
    quorum = electorate_of(assembly).quorum
    if not quorum.is_met:
        raise AssemblyError(
            _("The quorum is not met: %(there)d voices are there, it takes %(needed)d.")
            % {"there": quorum.there, "needed": quorum.needed}
        )
    options, seats, number = _options_of_vote(item)
    secret = get_random_string(40)
    poll = Poll.objects.create(
        item=item,
        round=number,
        # Nobody is left out of a second round for lack of a majority: the most votes win it.
        majority=item.majority
        if number == 1 or item.kind == Item.Kind.RESOLUTION
        else Item.Majority.RELATIVE,
        options=options,
        seats=seats,
        is_secret=item.is_secret,
        voters=quorum.voters,
        present=quorum.present,
        represented=quorum.represented,
        draw_secret=secret,
        draw_commitment=commitment(secret),
        opened_at=at,
    )
    if poll.is_secret:
        Urn.objects.create(poll=poll)
    record(poll, before={}, after={"round": number})
    return poll


@action(
    "assembly.cast_ballot",
    sentence=_("put a ballot in the urn of “%(subject)s”"),
    may=acts_as_member,
    anonymise=lambda by, at: (by, timezone.make_aware(datetime.combine(timezone.localdate(at), time(12)))),
    undo=Irreversible(_("A secret ballot is in the urn among the others: nobody can take it out.")),
    subject="poll",
)
def cast_ballot(*, poll: Poll, voice: Member, choice: Sequence[str], by: Viewer, at: datetime) -> str:
    """Vote by secret ballot with this voice. Returns the key of the ballot, told once and kept beside nobody's name.

    The journal keeps that somebody voted, and the day. Raises NotAllowed, PollClosed, AlreadyVoted, AssemblyError.
    """
    current = _lock_poll_for_voice(poll, voice, choice, by)
    if not current.is_secret:
        raise AssemblyError(_("This vote is open: it is given with one’s name."))
    RollEntry.objects.create(poll=current, member=voice, by_proxy=voice.user_id != by.user_id)
    box = Urn.objects.get(pk=current.pk)
    ballots = ballot_box.unseal(current.pk, current.options, bytes(box.content))
    used_keys = {key for key, _choice in ballots}
    key = next(key for key in iter(new_key, "") if key not in used_keys)
    box.content = ballot_box.seal(current.pk, current.options, [*ballots, (key, choice)])
    box.save(update_fields=["content"])
    record(current, before={}, after={})
    return key


@action(
    "assembly.vote_openly",
    sentence=_("voted on “%(subject)s”"),
    may=acts_as_member,
    undo=_undo_vote,
    subject="poll",
)
def vote_openly(*, poll: Poll, voice: Member, choice: Sequence[str], by: Viewer, at: datetime) -> RollEntry:
    """Vote with one's name; it can be taken back until the close.

    Raises NotAllowed, PollClosed, AlreadyVoted, AssemblyError.
    """
    current = _lock_poll_for_voice(poll, voice, choice, by)
    if current.is_secret:
        raise AssemblyError(_("This vote is by secret ballot."))
    row = RollEntry.objects.create(
        poll=current, member=voice, by_proxy=voice.user_id != by.user_id, choice=list(choice)
    )
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=current.item.title)
    return row


@action(
    "assembly.close_poll",
    sentence=_("closed the poll “%(subject)s”"),
    may=may_lead,
    undo=Irreversible(_("Its ballots are counted and published: a poll that is closed stays closed.")),
    subject="poll",
)
def close_poll(*, poll: Poll, by: Viewer, at: datetime) -> Poll:
    """No ballot is taken any more. The ballots are published in the order of their keys, and the urn is emptied. What
    nobody else was free to decide is done as the assembly voted.

    Raises PollClosed, UrnBroken.
    """
    current = _lock_poll(poll)
    if current.closed_at is not None:
        raise PollClosed(_("This poll is closed."))
    if current.is_secret:
        box = Urn.objects.get(pk=current.pk)
        ballots = ballot_box.unseal(current.pk, current.options, bytes(box.content))
        if len(ballots) != current.roll.filter(withdrawn_at=None).count():
            raise ballot_box.UrnBroken(
                f"poll {current.pk}: {len(ballots)} ballots, and the roll says otherwise"
            )
        Ballot.objects.bulk_create(Ballot(key=key, poll=current, choice=choice) for key, choice in ballots)
        box.content = b""
        box.save(update_fields=["content"])
    change(current, closed_at=at)
    ballots_digest = digest(current)
    log.append_entry("poll.closed", {"poll": current.pk, "ballots": ballots_digest}, at=at)
    _carry_out(current, by, at)
    return current


def _carry_out(poll: Poll, by: Viewer, at: datetime) -> None:
    """What was referred to the assembly, once somebody has voted on it."""
    referred = waiting_question(poll.item) if poll.item.about else None
    outcome = outcome_of(poll)
    if referred is not None and outcome.result.cast:
        kind, row = referred
        kind.settle(row, bool(outcome.result.adopted), by, at)


@action(
    "assembly.draw_tie",
    sentence=_("settled the tie of “%(subject)s” by lot"),
    may=may_lead,
    undo=Irreversible(_("Lots are drawn once: drawing again would be choosing.")),
    subject="poll",
)
def draw_tie(*, poll: Poll, by: Viewer, at: datetime) -> Poll:
    """The tied are put in the order of the seed that was promised at the opening, with the ballots mixed in."""
    current = _lock_poll(poll)
    if next_round(current.item) != current.round + 1:
        raise AssemblyError(_("A further round was opened since."))
    if not is_to_draw(outcome_of(current)):
        raise AssemblyError(_("Nobody is tied in this poll."))
    change(current, drawn_at=at)
    log.append_entry("poll.drawn", {"poll": current.pk, "commitment": current.draw_commitment}, at=at)
    return current


def _lock_poll(poll: Poll) -> Poll:
    """The poll as it is; others wait."""
    locked = Poll.objects.select_for_update(of=("self",)).select_related("item__assembly__organisation")
    return locked.get(pk=poll.pk)


def _options_of_vote(item: Item) -> tuple[list[str], int, int]:
    """The options, the seats and the number of the round that comes. Raises AssemblyError."""
    last = item.polls.order_by("-round").first()
    number = 1 if last is None else last.round + 1
    if last is not None and last.closed_at is None:
        raise AssemblyError(_("This poll is open already."))
    nobody_voted = last is not None and not last.roll.filter(withdrawn_at=None).exists()
    if last is not None and not nobody_voted:
        outcome = outcome_of(last)
        if item.kind == Item.Kind.RESOLUTION or not outcome.result.vacant:
            raise AssemblyError(_("This item was voted: its result stands."))
        remaining = outcome.result.tied or tuple(
            option for option in last.options if option not in outcome.result.elected
        )
        if not remaining:
            raise AssemblyError(_("Nobody is left to elect."))
        return list(remaining), outcome.result.vacant, number
    if item.kind == Item.Kind.RESOLUTION:
        return list(RESOLUTION), 0, number
    if (
        last is not None and last.round > 1
    ):  # what the round before it settled stands, though nobody voted in it
        return list(last.options), last.seats, number
    candidates = item.candidates.filter(withdrawn_at=None).order_by("name", "pk")
    options = [str(pk) for pk in candidates.values_list("pk", flat=True)]
    if not options:
        raise AssemblyError(_("Nobody stands in this election."))
    return options, item.seats, number


def _lock_poll_for_voice(poll: Poll, voice: Member, choice: Sequence[str], by: Viewer) -> Poll:
    """The poll, taken, if this voice may be used in it now by this viewer and the ballot is one."""
    current = _lock_poll(poll)
    voter = member_of(by)
    if voter is None or not may_use_voice(current, voice, voter):
        raise NotAllowed(_NO_VOICE)
    if current.closed_at is not None:
        raise PollClosed(_("This poll is closed: it takes no more votes."))
    if not voters_of(current.item.assembly).filter(pk=voice.pk).exists():
        raise NotAllowed(_("This member has no voice in this assembly."))
    if RollEntry.objects.filter(poll=current, member=voice, withdrawn_at=None).exists():
        raise AlreadyVoted(_("This voice was used in this poll already: it counts once."))
    if (
        len(choice) > current.max_choices
        or not set(choice) <= set(current.options)
        or len(set(choice)) < len(choice)
    ):
        raise AssemblyError(
            _("Choose at most %(most)d, among those of the ballot.") % {"most": current.max_choices}
        )
    return current
