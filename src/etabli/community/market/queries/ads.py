"""Reading the ads: each card holds what its reader may see, and nothing else."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum
from django.utils import timezone
from django.utils.http import urlencode

from etabli.community.association.trades import trade_label
from etabli.community.market import rules
from etabli.community.market.models import Ad, Answer, split_codes
from etabli.community.market.queries.answers import my_answer
from etabli.community.market.queries.availability import IS_OUT, is_out
from etabli.community.neutrality.draws import draw, note_shown
from etabli.community.neutrality.engine import FIRST_PLACES
from etabli.community.neutrality.row_cache import CachedRows, rows_of
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find

PAGE_SIZE = 12
EXCERPT_LENGTH = 130  # characters of the text that a card shows
MAX_RESULTS = 500


@dataclass(frozen=True)
class AdFilter:
    """What is looked for in the list; `epci` is a code, `taking` leaves out those that have all their answers."""

    trade: str = ""
    epci: str = ""
    words: str = ""
    taking: bool = False

    @property
    def filters(self) -> str:
        """The same for the same list, as the draws and the addresses know it."""
        params = {
            "taking": "1" if self.taking else "",
            "trade": self.trade,
            "epci": self.epci,
            "words": self.words,
        }
        return urlencode({name: value for name, value in params.items() if value})


@dataclass(frozen=True)
class AdCard:
    """An ad as the members see it in the list: nothing that its card does not say."""

    pk: int
    title: str
    beginning: str
    place: str
    budget: str
    deadline_on: date
    places_left: int
    answered: bool


@dataclass(frozen=True)
class AdList:
    """One page of the ads that are out; `trades` and `places` are (code, label, how many) among all of them.
    `choice`: what was looked for, less what is no longer offered."""

    cards: Sequence[AdCard]
    page: "Page[int]"
    total: int
    key: str
    choice: AdFilter
    trades: tuple[tuple[str, str, int], ...] = ()
    places: tuple[tuple[str, str, int], ...] = ()


def open_ads(
    viewer: Viewer, choice: AdFilter, *, page: str | int | None = 1, key: str = "", at: datetime
) -> AdList:
    """The ads whose last day is not over, for those of the association, in the order drawn for this visit.

    A trade or a place that no ad has any more is left out of the choice. `key` leads to the same order again. Four
    statements, and two more for words.
    """
    cached_rows = _eligible(viewer, at)
    rows = cached_rows.rows if cached_rows else {}
    trades, places = (
        cached_rows.worked_out("counts", lambda: (_count_trades(rows), _place_options(rows)))
        if cached_rows
        else (Counter(), ())
    )
    choice = _offered(choice, trades, places)
    matching_pks = (
        cached_rows.worked_out(choice, lambda: _matching_pks(cached_rows.rows, choice)) if cached_rows else ()
    )
    if choice.words and matching_pks:
        matches = {hit.object_id for hit in find(viewer, choice.words, kinds=["ad"], limit=MAX_RESULTS)}
        matching_pks = tuple(pk for pk in matching_pks if pk in matches)
    drawn_order = draw(list_name="ads", filters=choice.filters, eligible=matching_pks, key=key, at=at)
    page_rows = Paginator(drawn_order.order, PAGE_SIZE).get_page(page)
    if page_rows.number == 1:
        note_shown(drawn_order, list(page_rows)[:FIRST_PLACES])
    return AdList(
        _cards(viewer, list(page_rows)),
        page_rows,
        len(matching_pks),
        drawn_order.key,
        choice,
        _trade_options(trades),
        places,
    )


def ads_to_answer(viewer: Viewer, *, at: datetime) -> int:
    """How many ads take answers and have none of this member's: one statement."""
    if viewer.user_id is None or viewer.chamber_id is None or not acts_for_association(viewer):
        return 0
    own_answers = Answer.objects.filter(ad=OuterRef("pk"), member__user_id=viewer.user_id, withdrawn_at=None)
    ads = Ad.objects.filter(IS_OUT, chamber_id=viewer.chamber_id, deadline_on__gte=timezone.localdate(at))
    return ads.filter(~Exists(own_answers), answers_taken__lt=F("answers_cap")).count()


def get_ad(viewer: Viewer, pk: int, *, at: datetime) -> Ad:
    """One ad: for its artisan and the staff of their chamber always, for the association while it is out.

    Who may moderate it sees it before; a member who answered keeps seeing it while the artisan agrees.
    Raises NotVisible. At most three statements.
    """
    ad = Ad.objects.filter(pk=pk).select_related("chamber", "person", "consent").first()
    if ad is None:
        raise NotVisible
    if viewer.is_person(ad.person_id) or viewer.is_staff_of(ad.chamber_id):
        return ad
    if not rules.reads_ads(viewer, ad.chamber_id) or ad.consent.withdrawn_at is not None:
        raise NotVisible
    if is_out(ad) or my_answer(viewer, ad) is not None:
        return ad
    if ad.withdrawn_at is None and rules.may_moderate(viewer, ad):
        return ad
    raise NotVisible


class _Row(NamedTuple):
    pk: int
    trades: str
    epci_code: str
    place: str
    left: int


def _eligible(viewer: Viewer, at: datetime) -> CachedRows[_Row] | None:
    """What the filters look at, of each ad; None for who reads none. One statement, one more after a change."""
    if viewer.user_id is None or viewer.chamber_id is None or not acts_for_association(viewer):
        return None
    today = timezone.localdate(at)
    return rows_of("ads", partial(_read_rows, viewer.chamber_id, today), today=today, of=viewer.chamber_id)


def _read_rows(chamber_id: int, today: date, pks: Collection[int] | None) -> dict[int, _Row]:
    ads = Ad.objects.filter(IS_OUT, chamber_id=chamber_id, deadline_on__gte=today)
    if pks is not None:
        ads = ads.filter(pk__in=pks)
    places_left = F("answers_cap") - F("answers_taken")
    rows = ads.order_by("pk").values_list("pk", "trades", "epci_code", "place", places_left)
    return {values[0]: _Row(*values) for values in rows}


def _offered(choice: AdFilter, trades: Collection[str], places: Collection[tuple[str, str, int]]) -> AdFilter:
    """The choice without a trade or a place that no ad has: the last one of it may be over."""
    return replace(
        choice,
        trade=choice.trade if choice.trade in trades else "",
        epci=choice.epci if choice.epci in {code for code, _label, _n in places} else "",
    )


def _matching_pks(rows: Mapping[int, _Row], choice: AdFilter) -> tuple[int, ...]:
    return tuple(pk for pk, row in rows.items() if _matches(row, choice))


def _matches(row: _Row, choice: AdFilter) -> bool:
    if choice.taking and not row.left:
        return False
    if choice.epci and row.epci_code != choice.epci:
        return False
    return not choice.trade or not row.trades or choice.trade in split_codes(row.trades)


def _cards(viewer: Viewer, pks: list[int]) -> list[AdCard]:
    """Those of one page that are still out, in this order: two statements."""
    answered_pks = set(_answered_ads().filter(ad__in=pks, member__user_id=viewer.user_id or 0))
    rows = {row[0]: row for row in _card_rows().filter(pk__in=pks)}
    return [_card(*rows[pk], answered=pk in answered_pks) for pk in pks if pk in rows]


@cache
def _card_rows() -> QuerySet[Ad, tuple[Any, ...]]:
    """What the cards say of the ads that are out: put together once, it costs more than what is then asked of it."""
    columns = ("pk", "title", "text", "place", "budget", "deadline_on")
    return Ad.objects.filter(IS_OUT).values_list(*columns, F("answers_cap") - F("answers_taken"))


@cache
def _answered_ads() -> QuerySet[Answer, int]:
    """The ads that were answered."""
    return Answer.objects.filter(withdrawn_at=None).values_list("ad_id", flat=True)


def _card(
    pk: int,
    title: str,
    text: str,
    place: str,
    budget: str,
    deadline_on: date,
    places_left: int,
    *,
    answered: bool,
) -> AdCard:
    beginning = text if len(text) <= EXCERPT_LENGTH else f"{text[: EXCERPT_LENGTH - 1]}…"
    return AdCard(pk, title, beginning, place, budget, deadline_on, places_left, answered)


def _count_trades(rows: Mapping[int, _Row]) -> Counter[str]:
    return Counter(code for row in rows.values() for code in split_codes(row.trades))


def _trade_options(trades: Mapping[str, int]) -> tuple[tuple[str, str, int], ...]:
    """In the reader's language."""
    return tuple(
        sorted(((code, trade_label(code), n) for code, n in trades.items()), key=lambda item: item[1])
    )


def _place_options(rows: Mapping[int, _Row]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter((row.epci_code, row.place) for row in rows.values() if row.epci_code)
    return tuple(sorted(((code, place, n) for (code, place), n in counts.items()), key=lambda item: item[1]))


# The ads counted, for everybody. What came of them is among the figures of the sector, as its board
# chooses.


@dataclass(frozen=True)
class Figures:
    """The ads that were out, and their answers."""

    ads: int
    answers: int


def figures(chamber_id: int) -> Figures:
    """One statement."""
    published_ads = Ad.objects.filter(chamber_id=chamber_id, published_at__isnull=False)
    return Figures(**published_ads.aggregate(ads=Count("pk"), answers=Sum("answers_taken", default=0)))
