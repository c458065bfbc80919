"""Whether a fund may pay, why, and what would make it pay."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum

from etabli.programme.funding.engine.payments import (
    Amounts,
    FundingLine,
    Used,
    complete,
    pay,
    used_by,
    without_caps,
)
from etabli.programme.funding.engine.rules import KEYS, Rules


class Answer(IntEnum):
    """From the best to the worst; that of a request is the worst of its reasons."""

    ELIGIBLE = 0
    TO_CHECK = 1
    NO = 2


@dataclass(frozen=True)
class Half:
    """A half-day of support: its day, its length in minutes."""

    on: date
    minutes: int


@dataclass(frozen=True)
class Request:
    """Half-days of one person, asked for on `asked_on`. What is "" is not known; at least one half-day.

    `documents`: the kinds that are there and still valid on the first half-day. `used`: what the fund has granted to
    this person for other half-days. `first_lines`: what the fund that is asked first pays of each half-day, where this
    one completes it.
    """

    halves: tuple[Half, ...]
    asked_on: date
    sector: str = ""
    trade: str = ""
    status: str = ""
    place: str = ""
    documents: frozenset[str] = frozenset()
    used: Used = field(default_factory=dict)
    first_lines: tuple[FundingLine, ...] | None = None

    @property
    def starts_on(self) -> date:
        return min(half.on for half in self.halves)

    @property
    def minutes(self) -> int:
        return sum(half.minutes for half in self.halves)


@dataclass(frozen=True)
class Reason:
    """One rule, what it answers, and what its sentence is made of (`wording.REASONS`)."""

    code: str
    answer: Answer
    values: Mapping[str, int | str | date] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """What would make the fund pay: so many half-days in one file, a later day."""

    code: str
    values: Mapping[str, int | str | date] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict(Amounts):
    """`missing`: the documents still to be brought. `apply_by`: the last day on which it can be asked for, if any.
    `unchecked`: the rules whose value nobody has checked."""

    answer: Answer
    reasons: tuple[Reason, ...]
    proposals: tuple[Proposal, ...] = ()
    lines: tuple[FundingLine, ...] = ()
    missing: tuple[str, ...] = ()
    apply_by: date | None = None
    unchecked: tuple[str, ...] = ()


CERTIFICATE = "cfp"


def judge(rules: Rules | None, request: Request) -> Verdict:
    """What the rules of the first half-day's date say of a request; None: the fund is not open then. The price of each
    half-day goes by the rules of its own day."""
    closed = [half.on for half in request.halves if rules is None or rules.on(half.on) == Rules()]
    if rules is None or closed:
        return Verdict(Answer.NO, (Reason("closed", Answer.NO, {"day": min(closed)}),))
    lines = _lines(rules, request)
    reasons = (
        *_who(rules, request),
        *_length(rules, request),
        *_caps(rules, request, lines),
        *_deadline(rules, request),
    )
    missing = _missing(rules, request)
    if CERTIFICATE in missing and request.status in rules.certificate_for:
        reasons += (Reason("certificate_missing", Answer.TO_CHECK),)
    return Verdict(
        max((reason.answer for reason in reasons), default=Answer.ELIGIBLE),
        reasons,
        tuple(_proposals(rules, request)) if _is_curable(reasons) else (),
        lines,
        missing,
        _apply_by(rules, request),
        tuple(key for key in KEYS if any(key in dated.unchecked for dated in _in_turn(rules, request))),
    )


def _lines(rules: Rules, request: Request) -> tuple[FundingLine, ...]:
    halves = [(half.on, half.minutes) for half in request.halves]
    if request.first_lines is None:
        return pay(rules, halves, request.used)
    return complete(rules, halves, request.first_lines, request.used)


def _in_turn(rules: Rules, request: Request) -> list[Rules]:
    """Those of its first day, then of each half-day."""
    return [rules, *(rules.on(half.on) for half in request.halves)]


def _who(rules: Rules, request: Request) -> Iterator[Reason]:
    facts = [
        ("sector", rules.sectors, request.sector),
        ("status", rules.statuses, request.status),
        ("trade", rules.trades, request.trade),
        ("place", rules.places, request.place),
    ]
    for code, wanted, known in facts:
        if not wanted:
            continue
        if not known:
            yield Reason(f"{code}_unknown", Answer.TO_CHECK)
        elif known.startswith(wanted) if code in {"trade", "place"} else known in wanted:
            yield Reason(f"{code}_right", Answer.ELIGIBLE, {code: known})
        else:
            yield Reason(f"{code}_other", Answer.NO, {code: known})
    if rules.refused_trades and request.trade.startswith(rules.refused_trades):
        yield Reason("trade_other", Answer.NO, {"trade": request.trade})
    if rules.certificate_for and not rules.statuses and not request.status:
        yield Reason("status_unknown", Answer.TO_CHECK)


def _length(rules: Rules, request: Request) -> Iterator[Reason]:
    values = {"minutes": request.minutes}
    if rules.minimum_minutes is not None and request.minutes < rules.minimum_minutes:
        yield Reason("too_short", Answer.NO, {**values, "limit": rules.minimum_minutes})
    elif rules.maximum_minutes is not None and request.minutes > rules.maximum_minutes:
        yield Reason("too_long", Answer.NO, {**values, "limit": rules.maximum_minutes})
    elif rules.minimum_minutes is not None:
        yield Reason("length_right", Answer.ELIGIBLE, values)


def _caps(rules: Rules, request: Request, lines: tuple[FundingLine, ...]) -> Iterator[Reason]:
    in_turn = _in_turn(rules, request)
    if request.first_lines is None and any(dated.hourly_cents is None for dated in in_turn):
        yield Reason("rate_unknown", Answer.TO_CHECK)
    if all(dated.yearly_minutes is None and dated.yearly_cents is None for dated in in_turn):
        return
    used, uncapped = (
        used_by(lines),
        used_by(_lines(without_caps(rules, "yearly_minutes", "yearly_cents"), request)),
    )
    by_hours = used_by(_lines(without_caps(rules, "yearly_cents"), request))
    reached = {year for year in used if not used[year][0] or (uncapped[year][1] and not used[year][1])}
    for year in sorted(year for year in used if used[year] != uncapped[year]):
        (minutes, cents), all_cents = used[year], uncapped[year][1]
        values = {"minutes": minutes, "year": year}
        if year in reached:
            yield Reason("cap_reached", Answer.NO if len(reached) == len(used) else Answer.TO_CHECK, values)
        else:
            code = "cap_of_amount_partly" if cents < by_hours[year][1] else "cap_partly"
            left = {"cents": all_cents - cents, "paid_cents": cents}
            yield Reason(code, Answer.TO_CHECK, {**values, **left})


def _deadline(rules: Rules, request: Request) -> Iterator[Reason]:
    by = _apply_by(rules, request)
    if by is not None:
        is_late = request.asked_on > by
        yield Reason(
            "too_late" if is_late else "in_time", Answer.NO if is_late else Answer.ELIGIBLE, {"day": by}
        )


def _apply_by(rules: Rules, request: Request) -> date | None:
    return None if rules.days_before is None else request.starts_on - timedelta(days=rules.days_before)


def _missing(rules: Rules, request: Request) -> tuple[str, ...]:
    """In the order in which the fund asks for them; the certificate only of those who bring it."""
    wanted = [kind for kind in rules.documents if kind != CERTIFICATE]
    if request.status in rules.certificate_for or CERTIFICATE in rules.documents:
        wanted.insert(0, CERTIFICATE)
    return tuple(kind for kind in wanted if kind not in request.documents)


def _is_curable(reasons: Iterable[Reason]) -> bool:
    """Whether another length or another day would change the answer: a fund of another trade stays one."""
    return {reason.code for reason in reasons if reason.answer == Answer.NO} <= {"too_short", "too_late"}


def _proposals(rules: Rules, request: Request) -> Iterator[Proposal]:
    """As many half-days like the first as reach the minimum, where these stay within the maximum."""
    minimum, each = rules.minimum_minutes, request.halves[0].minutes
    if minimum is not None and 0 < request.minutes < minimum and each:
        more = -(-(minimum - request.minutes) // each)
        total = request.minutes + more * each
        if rules.maximum_minutes is None or total <= rules.maximum_minutes:
            values = {"halves": len(request.halves) + more, "minutes": total, "limit": minimum}
            yield Proposal("half_days", values)
    by = _apply_by(rules, request)
    if by is not None and by < request.asked_on <= request.starts_on:
        yield Proposal("later", {"day": request.asked_on + (request.starts_on - by)})
