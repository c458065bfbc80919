"""What the ballots of one poll say, by one rule."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

FOR, AGAINST, ABSTAIN = RESOLUTION = ("for", "against", "abstain")

# Of a resolution: simple, more for than against; absolute, more than half of all ballots; two_thirds and
# three_quarters, of those for or against. Of an election: relative, the most votes; absolute, a vote on more than half
# of the ballots that name somebody.
MAJORITIES = {
    "resolution": ("simple", "absolute", "two_thirds", "three_quarters"),
    "election": ("relative", "absolute"),
}


@dataclass(frozen=True)
class Rule:
    """How a poll is counted: for `seats` seats, a ballot holds at most `max_choices` of the keys `options`."""

    kind: str
    majority: str
    options: tuple[str, ...]
    seats: int = 0
    max_choices: int = 1


@dataclass(frozen=True)
class Result:
    """What a count found. `votes` follows the options of the rule.

    A resolution is `adopted` or not. Of an election: who is `elected` (most votes first), who is `tied` for the
    `vacant` seats that are left; nobody is tied when too few reached the majority.
    """

    cast: int
    blank: int
    void: int
    votes: tuple[tuple[str, int], ...]
    adopted: bool | None = None
    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    vacant: int = 0


def count(ballots: Iterable[Sequence[str]], rule: Rule) -> Result:
    """Count the ballots, each a list of options. Their order changes nothing.

    An empty one is blank; one that names too many, twice the same, or somebody unknown is void.
    """
    if rule.majority not in MAJORITIES[rule.kind]:
        raise ValueError(f"no majority {rule.majority!r} for {rule.kind}")
    ballot_tuples = [tuple(ballot) for ballot in ballots]
    valid = [ballot for ballot in ballot_tuples if ballot and _is_valid(ballot, rule)]
    blank = sum(not ballot for ballot in ballot_tuples)
    counts = Counter(option for ballot in valid for option in ballot)
    base_result = Result(
        cast=len(ballot_tuples),
        blank=blank,
        void=len(ballot_tuples) - blank - len(valid),
        votes=tuple((option, counts[option]) for option in rule.options),
    )
    if rule.kind == "resolution":
        return replace(base_result, adopted=_is_adopted(counts, base_result.cast, rule.majority))
    return _elected(base_result, rule, expressed=len(valid))


def with_draw(result: Result, order: Sequence[str]) -> Result:
    """The result once the tied were put in an order by lot: the first of them take the seats that are left."""
    lucky = tuple(option for option in order if option in result.tied)[: result.vacant]
    return replace(result, elected=result.elected + lucky, tied=(), vacant=result.vacant - len(lucky))


def _is_valid(ballot: tuple[str, ...], rule: Rule) -> bool:
    max_options = 1 if rule.kind == "resolution" else rule.max_choices
    return len(ballot) <= max_options and len(set(ballot)) == len(ballot) and set(ballot) <= set(rule.options)


def _is_adopted(counts: Counter[str], cast: int, majority: str) -> bool:
    yes, no = counts[FOR], counts[AGAINST]
    thresholds = {
        "simple": yes > no,
        "absolute": 2 * yes > cast,
        "two_thirds": 3 * yes >= 2 * (yes + no),
        "three_quarters": 4 * yes >= 3 * (yes + no),
    }
    return yes > 0 and thresholds[majority]


def _elected(result: Result, rule: Rule, *, expressed: int) -> Result:
    votes = dict(result.votes)
    min_votes = expressed // 2 + 1 if rule.majority == "absolute" else 1
    ranked = sorted(
        (option for option in rule.options if votes[option] >= min_votes), key=lambda option: -votes[option]
    )
    if len(ranked) <= rule.seats:
        return replace(result, elected=tuple(ranked), vacant=rule.seats - len(ranked))
    last, after = votes[ranked[rule.seats - 1]], votes[ranked[rule.seats]]
    if last > after:
        return replace(result, elected=tuple(ranked[: rule.seats]))
    elected = tuple(option for option in ranked if votes[option] > last)
    tied = tuple(option for option in ranked if votes[option] == last)
    return replace(result, elected=elected, tied=tied, vacant=rule.seats - len(elected))


# How many voices must be there.


@dataclass(frozen=True)
class Quorum:
    """Of `voters`, how many are `present` or `represented`; `needed` is how many it takes."""

    voters: int
    present: int
    represented: int
    needed: int

    @property
    def there(self) -> int:
        return self.present + self.represented

    @property
    def is_met(self) -> bool:
        return self.there >= self.needed


def quorum(*, voters: int, present: int, represented: int, percent: int) -> Quorum:
    """`percent` of the voters, rounded up: a quarter of 450 is 113. None at all needs nobody."""
    return Quorum(voters, present, represented, needed=-(-voters * percent // 100))
