"""What the model of demand takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import inf

SURVEY = (
    "survey"  # the source of the wishes told in a questionnaire, where those who did not ask are known too
)


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory and the businesses of each trade group there; under "", those whose trade nobody knows.

    `around`: of the people of other territories, the part that would come to a session in the chief town of this one.
    """

    code: str
    businesses: Mapping[str, float]
    around: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThemeRequest:
    """Somebody asked for a theme. `zone` and `group` are empty when nobody knows them."""

    theme: str
    zone: str
    group: str
    on: date
    source: str = SURVEY


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """People of a territory who said what they would like next, after a workshop on `taught`, which was no choice."""

    taught: str
    zone: str
    on: date
    number: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A session, held or to come, as one territory sees it.

    `reach`: the part of those of the territory whom so long a way (`minutes`) would not keep at home. `came` and
    `turned_away`: people of this territory, by trade group; of a session to come, those who have a place.
    `places`: those of the session, for all territories.
    """

    session: int
    theme: str
    zone: str
    on: date
    place: str
    minutes: int
    reach: float
    came: Mapping[str, int]
    turned_away: Mapping[str, int]
    places: float = inf

    @property
    def seated(self) -> int:
        return sum(self.came.values())

    @property
    def refused(self) -> int:
        return sum(self.turned_away.values())


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of who wants what, in any order."""

    themes: tuple[str, ...]
    groups: tuple[str, ...]
    territories: tuple[Territory, ...]
    wishes: tuple[ThemeRequest, ...] = ()
    answers: tuple[AnswerCount, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nobody has said or done anything yet: every estimate is the starting belief."""
        return not (self.wishes or self.answers or self.offers)


@dataclass(frozen=True, slots=True)
class Estimate:
    """People who would come over a season if the theme were given on the spot: between `low` and `high` eight times
    out of ten, `mean` on average."""

    mean: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """An estimate, and what it is worth.

    `estimate`: people of the territory itself. `session`: those who would come to a session there, its neighbours
    among them. `waiting`: the people who asked, or got no seat, and whom no session has served since. `is_sure`: it
    says something. `answers_needed`: so many more questionnaires would make it sure; 0 when it is, None when they
    would not be enough.
    """

    estimate: Estimate
    session: Estimate
    waiting: int
    is_sure: bool
    answers_needed: int | None


@dataclass(frozen=True, slots=True)
class Demand:
    """An outlook for each (theme, territory, trade group). No territory: the whole département, and those of whom
    nobody knows where they work; no trade group: all of them."""

    outlooks: Mapping[tuple[str, str, str], Outlook]

    def of(self, theme: str, zone: str = "", group: str = "") -> Outlook:
        """The outlook of a theme, by default over the whole département and all trades. Raises KeyError."""
        return self.outlooks[theme, zone, group]
