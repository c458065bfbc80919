"""What a closed poll says: its ballots, its result, the file that anybody can count again."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from etabli.community.assembly.engine import Result, Rule, count, seed_of, with_draw
from etabli.community.assembly.engine.ballot_file import FORMAT, as_text
from etabli.community.assembly.engine.counting import ABSTAIN, AGAINST, FOR
from etabli.community.assembly.models import Ballot, Candidate, Item, Poll, RollEntry
from etabli.community.neutrality.engine import in_drawn_order


@dataclass(frozen=True)
class Outcome:
    """A closed poll with its published ballots (key, choice), and what they say; a draw done is in it."""

    poll: Poll
    ballots: tuple[tuple[str, tuple[str, ...]], ...]
    result: Result
    is_drawn: bool


def rule_of(poll: Poll) -> Rule:
    return Rule(
        kind=poll.item.kind,
        majority=poll.majority,
        options=tuple(poll.options),
        seats=poll.seats,
        max_choices=poll.max_choices,
    )


def outcomes_of(polls: Sequence[Poll]) -> dict[int, Outcome]:
    """Closed polls by their number, each with its `item` loaded: two statements, whatever their number."""
    ballots: dict[int, list[tuple[str, tuple[str, ...]]]] = {poll.pk: [] for poll in polls}
    for number, key, choice in _published(polls):
        ballots[number].append((key, tuple(choice)))
    return {poll.pk: _outcome(poll, tuple(ballots[poll.pk])) for poll in polls}


def outcome_of(poll: Poll) -> Outcome:
    """One closed poll, with its `item` loaded."""
    return outcomes_of([poll])[poll.pk]


def _outcome(poll: Poll, ballots: tuple[tuple[str, tuple[str, ...]], ...]) -> Outcome:
    result = count([choice for _key, choice in ballots], rule_of(poll))
    if poll.drawn_at is not None:
        seed = seed_of(poll.draw_secret, (key for key, _choice in ballots))
        result = with_draw(result, in_drawn_order(result.tied, seed=seed, key=str))
    return Outcome(poll, ballots, result, poll.drawn_at is not None)


def _published(polls: Sequence[Poll]) -> Iterator[tuple[int, str, list[str]]]:
    """(poll, key, choice): the secret ones by their keys, the open ones by the name and number of the member."""
    secret = Ballot.objects.filter(poll__in=[poll for poll in polls if poll.is_secret])
    yield from secret.values_list("poll", "key", "choice")
    rows = RollEntry.objects.filter(
        poll__in=[poll for poll in polls if not poll.is_secret], withdrawn_at=None
    )
    open_votes = rows.order_by("member__display_name", "member")
    for number, name, member, choice in open_votes.values_list(
        "poll", "member__display_name", "member", "choice"
    ):
        yield number, f"{name} ({member})", choice or []


def is_to_draw(outcome: Outcome) -> bool:
    """Some are tied, and nothing decided between them yet: neither lots, nor a further round. One statement if so."""
    poll = outcome.poll
    is_undecided = poll.closed_at is not None and bool(outcome.result.tied) and not outcome.is_drawn
    return is_undecided and next_round(poll.item) == poll.round + 1


def next_round(item: Item) -> int:
    """The number of the round that would come: one statement."""
    return item.polls.count() + 1


def published_file(outcome: Outcome, labels: Mapping[str, str]) -> dict[str, Any]:
    """The file: everything that a count needs. The secret of the draw is in it once it has served."""
    poll = outcome.poll
    return {
        "format": FORMAT,
        "poll": poll.pk,
        "title": poll.item.title,
        "round": poll.round,
        "kind": poll.item.kind,
        "is_secret": poll.is_secret,
        "majority": poll.majority,
        "seats": poll.seats,
        "most": poll.max_choices,
        "options": [{"key": option, "label": labels.get(option, option)} for option in poll.options],
        "voted": len(outcome.ballots),
        "draw_commitment": poll.draw_commitment,
        "draw_secret": poll.draw_secret if outcome.is_drawn else "",
        "ballots": [{"key": key, "choice": list(choice)} for key, choice in outcome.ballots],
    }


def digest(poll: Poll) -> str:
    """The digest of the ballots, which the neutrality log keeps: whoever holds the file can compare."""
    outcome = outcome_of(poll)
    ballots = [{"key": key, "choice": list(choice)} for key, choice in outcome.ballots]
    return hashlib.sha256(as_text({"poll": poll.pk, "ballots": ballots}).encode()).hexdigest()


def labels_of(item: Item) -> dict[str, str]:
    """What the options of a poll are called; one statement for an election."""
    if item.kind == Item.Kind.RESOLUTION:
        return {FOR: _("In favour"), AGAINST: _("Against"), ABSTAIN: _("Abstention")}
    return {str(pk): name for pk, name in Candidate.objects.filter(item=item).values_list("pk", "name")}


@dataclass(frozen=True)
class Score:
    """One line of a result."""

    label: str
    votes: int
    is_elected: bool
    is_tied: bool


def scores_of(outcome: Outcome, labels: Mapping[str, str]) -> list[Score]:
    """The options with their votes: in the order of the vote for a resolution, the most votes first in an election."""
    result = outcome.result
    scores = [
        Score(labels.get(option, option), votes, option in result.elected, option in result.tied)
        for option, votes in result.votes
    ]
    is_election = outcome.poll.item.kind == Item.Kind.ELECTION
    return sorted(scores, key=lambda score: -score.votes) if is_election else scores
