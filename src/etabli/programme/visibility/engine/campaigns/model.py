"""What a paid campaign is made of: what is asked, what each network is good for, what is assumed, what came. Frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from etabli.procurement.needs.engine import Text

type Stage = Literal["views", "clicks", "contacts", "customers"]
STAGES: tuple[Stage, ...] = ("views", "clicks", "contacts", "customers")


@dataclass(frozen=True)
class AnswerOption:
    """An answer to a question."""

    id: str
    name: Text


@dataclass(frozen=True)
class Fit:
    """How well a network serves a goal, a place or a need, from 0 to 3, and why."""

    points: int
    why: Text


@dataclass(frozen=True, eq=False)
class Network:
    """Where ads are bought. `learn_cents`: under it, it has too little to learn from. `prepare_for`: by goal, where it
    differs. `fits`: by question ("goal", "place", "need"), then by answer."""

    id: str
    name: Text
    short: Text
    learn_cents: int
    learn_source: Text
    learn_url: str
    learn_checked_on: date | None
    prepare: tuple[Text, ...]
    prepare_for: Mapping[str, tuple[Text, ...]]
    fits: Mapping[str, Mapping[str, Fit]]

    def to_prepare(self, goal: str) -> tuple[Text, ...]:
        """What is to be there before the first day."""
        return self.prepare_for.get(goal, self.prepare)


@dataclass(frozen=True)
class Assumption:
    """What is taken to come of a euro (views, clicks), a click (contacts) or a contact (customers), in any trade.

    `mean`: that rate. `strength`: how firmly it is held, in events: those counted for a rate per euro, those that might
    have led to one for a share. `max_events_per_campaign`, `max_events_per_trade`: as how many such events one
    campaign, one trade counts at most. `checked_on`: when somebody of the chamber read it over; None, it is to be
    checked.
    """

    network: str
    stage: Stage
    mean: float
    strength: float
    max_events_per_campaign: float
    max_events_per_trade: float
    source: Text
    url: str
    checked_on: date | None

    @property
    def is_share(self) -> bool:
        """A share of what came before (contacts, customers), and not so many per euro."""
        return self.stage in {"contacts", "customers"}


@dataclass(frozen=True)
class Figures:
    """What really came of one campaign on one network. `business_id` tells whose two campaigns are the same; `contacts`
    are more than `clicks` where some called or came without clicking."""

    business_id: int
    trade: str
    network: str
    spent_cents: int
    views: int
    clicks: int
    contacts: int
    customers: int


@dataclass(frozen=True)
class CampaignCatalogue:
    """All that comes with the package."""

    days: int
    goals: tuple[AnswerOption, ...]
    places: tuple[AnswerOption, ...]
    networks: tuple[Network, ...]
    assumptions: tuple[Assumption, ...]

    def network(self, id: str) -> Network:
        """The network of this id. Raises KeyError."""
        return {network.id: network for network in self.networks}[id]
