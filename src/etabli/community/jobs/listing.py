"""The public list: what is looked for, what is found, in which order, with how many each choice would leave."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trade_label, trades
from etabli.community.jobs import open_jobs, wording
from etabli.community.jobs.engine import Facets, JobFilter, Kind, Terms
from etabli.community.jobs.engine.filtering import DAY_STEPS, MONTH_STEPS
from etabli.community.jobs.models import REMOTE_LABELS, Alert, Job
from etabli.community.neutrality import draws
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import distances_from, find_commune

PAGE_SIZE = 12
NEAR_KM = 30
MAX_RESULTS = 20_000
MAX_PER_MAIL = 40
CARD_FIELDS = (
    "kind",
    "title",
    "employer",
    "trade",
    "remote",
    "pay_low_cents",
    "pay_high_cents",
    "pay_period",
)
SEARCH_PARAMS = ("q", "kind", "trade", "commune", "remote", "pay")
PAY_STEPS = [f"m{step}" for step in MONTH_STEPS] + [f"d{step}" for step in DAY_STEPS]
SHORT_KINDS = {
    Kind.PERMANENT: _("Permanent contract"),
    Kind.FIXED_TERM: _("Fixed-term contract"),
    Kind.INTERNSHIP: _("Internship"),
    Kind.APPRENTICESHIP: _("Apprenticeship"),
    Kind.MISSION: _("Mission"),
}


class SearchForm(forms.Form):
    """What is looked for; all of it may be left empty."""

    q = forms.CharField(label=_("Words"), max_length=80, required=False)
    commune = CommuneField(label=_("Near which commune"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    trade = forms.ChoiceField(label=_("Trade"), required=False)
    remote = forms.ChoiceField(label=_("Where"), required=False)
    pay = forms.ChoiceField(label=_("Pay"), required=False)

    def offer(self, listing: "Listing") -> None:
        """Say beside each choice how many offers it would leave."""
        for name, labels in listing.choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("whatever")), *labels]


@dataclass(frozen=True)
class Search:
    """What somebody looks for, as an address holds it; a value that is wrong asks for nothing."""

    q: str = ""
    kind: str = ""
    trade: str = ""
    commune: str = ""
    remote: str = ""
    pay: str = ""

    @classmethod
    def of(cls, data: QueryDict) -> "Search":
        values = {name: str(data.get(name, "")).replace("\x00", "").strip()[:80] for name in SEARCH_PARAMS}
        allowed_values: dict[str, Collection[object]] = {
            "kind": list(Kind),
            "trade": trades(),
            "remote": REMOTE_LABELS,
            "pay": PAY_STEPS,
        }
        return cls(
            **{
                name: v if name not in allowed_values or v in allowed_values[name] else ""
                for name, v in values.items()
            }
        )

    @property
    def query(self) -> str:
        """The canonical text of it, "" for nothing: the same search always has the same."""
        return urlencode([(name, value) for name in SEARCH_PARAMS if (value := getattr(self, name))])

    @property
    def is_narrow(self) -> bool:
        """Something is asked beside words and a commune."""
        return bool(self.kind or self.trade or self.remote or self.pay)

    def summary(self) -> str:
        """In words, for whoever reads their alerts again."""
        parts = [
            f"“{self.q}”" if self.q else "",
            str(SHORT_KINDS[Kind(self.kind)]) if self.kind else "",
            trade_label(self.trade) if self.trade else "",
            self.commune,
            str(REMOTE_LABELS[self.remote]) if self.remote else "",  # type: ignore[index]  # a StrEnum's value
            wording.pay_step(self.pay) if self.pay else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class JobCard:
    """An offer as the list shows it: of its terms, those that the card says, and nothing else."""

    pk: int
    published_on: date
    commune: str
    terms: Terms


@dataclass(frozen=True)
class Listing:
    """One page of the list. `key` is the draw's, to be kept in the addresses; `choices` have their counts."""

    page: "Page[int]"
    cards: Sequence[JobCard]
    key: str
    near: Commune | None
    choices: dict[str, list[tuple[str, str]]]


def listed_jobs(viewer: Viewer, search: Search, *, page: str, key: str, at: datetime) -> Listing:
    """The offers that are out, the latest day first, in a drawn order within a day. Three statements; a commune takes
    two more, words two."""
    commune = find_commune(search.commune) if search.commune else None
    results = open_jobs.find_jobs(_job_filter(viewer, search, commune), at=at)
    page_rows = Paginator(range(results.total), PAGE_SIZE).get_page(page)
    days, skipped = results.on_page(page_rows.number, PAGE_SIZE)
    parts = {_draw_name(search, commune, day): pks for day, pks in days}
    draws_by_day = draws.draw_parts(list_name="jobs", parts=parts, key=key, at=at)
    order = [pk for draw in draws_by_day for pk in draw.order[: skipped + PAGE_SIZE]][
        skipped : skipped + PAGE_SIZE
    ]
    if draws_by_day and page_rows.number == 1:
        draws.shown_parts(draws_by_day, max_shown=PAGE_SIZE)
    return Listing(
        page=page_rows,
        cards=_cards(order),
        key=draws_by_day[0].key if draws_by_day else key,
        near=commune,
        choices=_choices(results.facets, search),
    )


def _draw_name(search: Search, commune: Commune | None, day: date) -> str:
    """What separates the draws of a day: as in the address, but for what was typed, which is written down nowhere."""
    params = {**asdict(search), "commune": commune.name if commune else "", "day": day.isoformat()}
    params = {draws.TYPED_FILTER: params.pop("q"), **params}
    return urlencode({name: value for name, value in params.items() if value})


def latest_jobs(viewer: Viewer, search: Search, *, at: datetime, limit: int = 50) -> list[Job]:
    """The newest offers of a search, for a feed: their order is that in which they appeared."""
    commune = find_commune(search.commune) if search.commune else None
    results = open_jobs.find_jobs(_job_filter(viewer, search, commune), at=at)
    pks = [pk for _day, of_day in results.days for pk in of_day][: limit * 2]
    jobs = Job.objects.filter(pk__in=pks).select_related("commune", "organisation")
    return list(jobs.order_by("-published_at", "-pk")[:limit])


def new_jobs_for_alert(alert: Alert, *, at: datetime) -> list[Job]:
    """The offers of an alert's search that first appeared since its last mail."""
    if alert.told_until is None:
        return []
    search = Search.of(QueryDict(alert.query))
    since = timezone.localdate(alert.told_until)
    commune = find_commune(search.commune) if search.commune else None
    results = open_jobs.find_jobs(_job_filter(Viewer.nobody(), search, commune), at=at)
    pks = [pk for day, of_day in results.days if day >= since for pk in of_day]
    new = Job.objects.filter(pk__in=pks, first_published_at__gt=alert.told_until, first_published_at__lte=at)
    return list(new.order_by("first_published_at", "pk")[:MAX_PER_MAIL])


def _job_filter(viewer: Viewer, search: Search, commune: Commune | None) -> JobFilter:
    """What is looked for, worked out: the communes near enough, the offers that hold the words."""
    communes = matches = None
    if commune is not None:
        communes = frozenset(code for code, km in distances_from(commune.code).items() if km <= NEAR_KM)
    if search.q:
        matches = frozenset(hit.object_id for hit in find(viewer, search.q, kinds={"job"}, limit=MAX_RESULTS))
    return JobFilter(
        kind=search.kind,
        trade=search.trade,
        remote=search.remote,
        pay=search.pay,
        communes=communes,
        pks=matches,
    )


def _cards(pks: Sequence[int]) -> list[JobCard]:
    """The offers of these numbers, in this order: one statement."""
    rows = {row[0]: row for row in _card_rows().filter(pk__in=pks)}
    return [_card(*rows[pk]) for pk in pks if pk in rows]


@cache
def _card_rows() -> QuerySet[Job, tuple[Any, ...]]:
    """What the cards say: put together once."""
    return Job.objects.values_list("pk", "published_on", "commune__name", *CARD_FIELDS)


def _card(pk: int, published_on: date, commune: str | None, *values: Any) -> JobCard:
    terms = Terms(**dict(zip(CARD_FIELDS, values, strict=True)))
    return JobCard(pk, published_on, commune or "", terms)


def _choices(facets: Facets, search: Search) -> dict[str, list[tuple[str, str]]]:
    """(value, label and how many) of each choice; one that leaves nothing is left out, unless it is the one made."""
    labels: dict[str, dict[str, str]] = {
        "kind": {kind: str(label) for kind, label in SHORT_KINDS.items()},
        "trade": {trade.id: trade.label for trade in trades().values()},
        "remote": {remote: str(label) for remote, label in REMOTE_LABELS.items()},
        "pay": {step: wording.pay_step(step) for step in PAY_STEPS},
    }
    return {
        name: [
            (value, f"{label} ({counts[value]})")
            for value, label in of_name.items()
            if counts[value] or getattr(search, name) == value
        ]
        for name, of_name in labels.items()
        for counts in [getattr(facets, name)]
    }
