"""The stages of an artisan's path: what an app may declare of them in its `stages.py` (`registries`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.functional import Promise

# In a fact (`Stage.facts`): the person of the row that asks, and their chamber.
PERSON: Any = OuterRef("pk")
CHAMBER: Any = OuterRef("chamber_id")


def first_of(rows: QuerySet[Any], **fields: str) -> Subquery:
    """The first of these rows as a dict of these fields, days as ISO texts; None where there is no row."""
    return Subquery(rows.values(row=JSONObject(**fields))[:1])


@dataclass(frozen=True)
class Times:
    """When something happened to the people of a chamber, as the rows of an app hold it: each answer is one statement.

    `rows(chamber_id)`: those that stand; what was taken back is left out. `person` and `at` lead from a row to the
    person and to the instant, or to the day.
    """

    rows: Callable[[int], QuerySet[Any]]
    person: str
    at: str

    def __call__(self, chamber_id: int) -> QuerySet[Any, tuple[int, datetime | date]]:
        """(number of the person, when it first happened to them), once each."""
        return self._by_person(chamber_id, Min(self.at))

    def last(self, chamber_id: int) -> QuerySet[Any, tuple[int, datetime | date]]:
        """(number of the person, when it last happened to them), once each."""
        return self._by_person(chamber_id, Max(self.at))

    def last_of_each(self) -> Subquery:
        """When it last happened to the person of the row that asks: an expression about a Person."""
        rows = self.rows(CHAMBER).filter(**{self.person: PERSON, f"{self.at}__isnull": False})
        return Subquery(rows.order_by(f"-{self.at}").values(self.at)[:1])

    def _by_person(self, chamber_id: int, when: Min | Max) -> QuerySet[Any, tuple[int, datetime | date]]:
        rows = self.rows(chamber_id).exclude(**{f"{self.at}__isnull": True}).order_by()
        pairs: QuerySet[Any, tuple[int, datetime | date]] = rows.values_list(self.person).annotate(when=when)
        return pairs


@dataclass(frozen=True)
class Ask:
    """What waits for an answer of an artisan: a place that is held for them, an agreement.

    `title` says what to answer; `until` is when it is too late, and `lost` what becomes of it then; `action` is the
    verb of the button that leads to `url`. `answers`: instead of it, buttons that act at once, and can be taken back:
    (verb, address of the act), the yes first.
    """

    title: str
    text: str
    url: str
    action: str
    until: datetime | None = None
    lost: str = ""
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class StageState:
    """Where an artisan stands in one stage of their path, as they read it.

    `kind`: "done"; "waiting": somebody must act, `who` says who ("" for a day that must come); "here": they can do
    it now; "later": something comes before. `sentence` says it in full, with a verb. `since`: when it was done, since
    when it waits, or when they began it. `url` and `action`: what can be done with it, a page and the words of its
    link. `minutes`: how long it takes, or what is left of it. `ask`: what is to be answered. `smaller`: the same in
    five minutes, for whoever comes back.
    """

    kind: Literal["done", "waiting", "here", "later"]
    sentence: str
    since: datetime | None = None
    who: str = ""
    url: str = ""
    action: str = ""
    minutes: int | None = None
    ask: Ask | None = None
    smaller: str = ""


@dataclass(frozen=True)
class Stage:
    """A stage of the path from a first contact to a site that is one's own, declared in an app's `stages.py` as
    `STAGES = [Stage(...)]`: the path moves by the app's own rows, and nothing of it is written a second time.

    `order` is its place. `label` is what it is, for the artisan and for the staff. `reached(chamber_id)` gives
    (number of a person, when they first reached it) in one statement. `state(person, at)` is what the path of one
    artisan shows of it: "done" exactly when they have reached it; None, it has no line of its own (it is a part of the
    one that follows), and is only counted. `facts()`: expressions about a Person, by names of its own, which the path
    asks in the one statement that reads its artisan; `state` finds them as attributes of the person. `drawing`: one of
    `ui.drawings`. `is_private`: the staff may count those who reached it, and not learn it of one person.
    `is_apart`: done at any time, so that it says nothing of how far on the path somebody is.

    Beside it, `LIFE` holds the `Times` at which somebody showed that they are there without an act of their own: they
    came, they rang and the staff wrote it down. What they did themselves stands in the journal. And `CHANGES` holds
    functions `(person, since, at) -> Iterable[Change]`.
    """

    code: str
    order: int
    label: str | Promise
    reached: Times
    state: Callable[[Any, datetime], StageState | None] = lambda person, at: None
    facts: Callable[[], Mapping[str, Any]] = dict
    drawing: str = ""
    is_private: bool = False
    is_apart: bool = False


@dataclass(frozen=True)
class Change:
    """What is not as it was for an artisan who comes back after a long time. `icon` is one of `ui.icons`."""

    icon: str
    title: str
    text: str
    url: str
    action: str


def instant(when: datetime | date) -> datetime:
    """An instant as it is; a day by its first instant, where the chamber is."""
    return when if isinstance(when, datetime) else timezone.make_aware(datetime.combine(when, time()))
