"""Who of a group is written to, on what ground, and why the others are not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Why(StrEnum):
    """Why somebody is not written to; the first that holds, in this order."""

    REFUSED = "refused"  # they asked for no more of these e-mails
    NOT_NOW = "not_now"  # they said "not now": nobody calls them for that either
    SEATED = "seated"  # they signed up already for all that it announces
    LEFT_OUT = "left_out"  # the adviser left them out of this mailing
    NO_EMAIL = "no_email"
    UNREACHABLE = "unreachable"
    NO_GROUND = "no_ground"  # neither agreement nor another lawful basis
    LATELY = "lately"  # another mailing reached them a few days ago
    BUDGET = "budget"  # as many messages that they had not asked for as may reach them in a year


NOT_ASKED_FOR = (Why.NOT_NOW, Why.BUDGET)  # it may be otherwise another month: counted after the sending too
CONSENT, PARTICIPANT = "consent", "participant"
PARTICIPANT_FOR = timedelta(days=36 * 30)  # months of thirty days: never longer than was said


@dataclass(frozen=True)
class Candidate:
    """Somebody of the group, with what decides. `came_at`: the last workshop that they came to, having been told as
    they signed up that they may be written to and refuse; None when there is none. `written_at`: our last mailing.
    `is_seated`: they have a place, or wait for one, in each session that it announces.
    `is_spent`, `said_not_now`: of all that they have not asked for (`notices.budget`)."""

    person_id: int
    name: str
    email: str
    phone: str
    consents: bool = False
    came_at: datetime | None = None
    refuses: bool = False
    is_unreachable: bool = False
    is_left_out: bool = False
    written_at: datetime | None = None
    is_seated: bool = False
    is_spent: bool = False
    said_not_now: bool = False


@dataclass(frozen=True)
class Decision:
    """What becomes of a candidate: either the ground on which they are written to, or why they are not."""

    candidate: Candidate
    ground: str = ""
    why: Why | None = None


@dataclass(frozen=True)
class Audience:
    """The whole group, each judged."""

    places: tuple[Decision, ...]

    @property
    def kept(self) -> tuple[Decision, ...]:
        return tuple(place for place in self.places if place.why is None)

    @property
    def to_call(self) -> tuple[Decision, ...]:
        """Those whom no mail reaches, and who did not refuse."""
        return tuple(place for place in self.places if place.why in {Why.NO_EMAIL, Why.UNREACHABLE})

    @property
    def counts(self) -> dict[Why, int]:
        """How many are left out, by reason, in the order of the reasons; none that is nobody's."""
        counter = Counter(place.why for place in self.places if place.why is not None)
        return {why: counter[why] for why in Why if counter[why]}


def judge(candidates: Sequence[Candidate], *, at: datetime, min_interval: timedelta) -> Audience:
    """Who is written to at this instant. `min_interval`: how long nobody gets another mailing."""
    return Audience(tuple(_judged(candidate, at, min_interval) for candidate in candidates))


def _judged(candidate: Candidate, at: datetime, min_interval: timedelta) -> Decision:
    ground = _ground(candidate, at)
    reasons = {
        Why.REFUSED: candidate.refuses,
        Why.NOT_NOW: candidate.said_not_now,
        Why.SEATED: candidate.is_seated,
        Why.LEFT_OUT: candidate.is_left_out,
        Why.NO_EMAIL: not candidate.email,
        Why.UNREACHABLE: candidate.is_unreachable,
        Why.NO_GROUND: not ground,
        Why.LATELY: candidate.written_at is not None and candidate.written_at > at - min_interval,
        Why.BUDGET: candidate.is_spent,
    }
    why = next((reason for reason, holds in reasons.items() if holds), None)
    return Decision(candidate, why=why) if why else Decision(candidate, ground=ground)


def _ground(candidate: Candidate, at: datetime) -> str:
    """Their agreement first: it says more than a basis that they have not chosen."""
    if candidate.consents:
        return CONSENT
    return PARTICIPANT if candidate.came_at is not None and candidate.came_at > at - PARTICIPANT_FOR else ""
