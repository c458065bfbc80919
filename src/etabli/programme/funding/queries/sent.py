"""What an application keeps of a file: its rules, those that follow them, its half-days with their amounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from etabli.programme.funding.engine import KEYS, Amounts, FundingLine, Rules, hours_beside
from etabli.programme.funding.models import FundingFile
from etabli.programme.funding.queries.funds import rules_of
from etabli.programme.support.models import Appointment


@dataclass(frozen=True)
class Sent(Amounts):
    """What an application asks for, or since the fund agreed what it grants."""

    lines: tuple[FundingLine, ...]


def sent_of(file: FundingFile) -> Sent:
    """The amounts of its half-days as they were sent and granted, whatever was done since; none before. Its hours are
    those that the file which it completes doesn’t count, once that one is accepted."""
    return sent_beside(file, file.completes)


def sent_beside(file: FundingFile, first: FundingFile | None) -> Sent:
    """The same, with the file that it completes, if any."""
    lines = asked_lines(file)
    return Sent(hours_beside(lines, asked_lines(first)) if first is not None and first.is_accepted else lines)


def asked_minutes(file: FundingFile, appointment: Appointment) -> int:
    """How long the fund of a file that was sent was told that this half-day lasts."""
    return int(file.application.get("lengths", {}).get(str(appointment.pk), appointment.minutes))


def kept_lengths(appointments: Iterable[Appointment]) -> dict[str, int]:
    """The minutes of the half-days that were shorter already when it is sent, as its application keeps them."""
    return {str(row.pk): row.minutes_done for row in appointments if row.minutes_done != row.minutes}


def asks_for_rest(file: FundingFile, first: FundingFile) -> bool:
    """Whether it was sent for what the fund of the `first` had refused, and not before that answer."""
    is_granted = first.is_accepted and any(line.refused_cents for line in asked_lines(first))
    sent_on, answered_on = file.sent_on, first.answered_on
    return bool(is_granted and not (sent_on and answered_on and sent_on < answered_on))


def lines_to_answer(file: FundingFile) -> tuple[FundingLine, ...]:
    """What its fund answers for: where it is asked for the rest of another file, the hours that this one refused."""
    first, lines = file.completes, frozen_lines(file)
    if first is None or not asks_for_rest(file, first):
        return lines
    left = hours_beside(lines, asked_lines(first))
    return left if any(line.minutes for line in left) else lines


def frozen_lines(file: FundingFile) -> tuple[FundingLine, ...]:
    """The half-days as they were sent, since the fund agreed as it grants them, and since the bill as they were
    billed."""
    return _read_lines(file.frozen)


def asked_lines(file: FundingFile) -> tuple[FundingLine, ...]:
    """The same, but as they were granted: before a half-day of them was called off, before the bill, or before the file
    was closed without one. Those that stand have their day of now."""
    return _read_lines(file.application.get(AS_GRANTED, file.frozen))


AS_GRANTED = "before_bill"  # of an application, once a later step has written the lines that count from it on


def follow(lines: Iterable[FundingLine], days: Iterable[date]) -> tuple[list[FundingLine], list[FundingLine]]:
    """The lines of half-days that are held on these days, in their order: each keeps its day, or takes one that had
    none; then those that no day is left for."""
    left, standing, moved_to = list(lines), [], []
    for on in days:
        line = next((line for line in left if line.on == on), None)
        if line is None:
            moved_to.append(on)
        else:
            left.remove(line)
            standing.append(line)
    moved = [replace(line, on=on) for line, on in zip(left, moved_to, strict=False)]
    return sorted([*standing, *moved], key=lambda line: line.on), left[len(moved) :]


def _read_lines(rows: Iterable[Mapping[str, Any]]) -> tuple[FundingLine, ...]:
    return tuple(FundingLine(**{**row, "on": date.fromisoformat(row["on"])}) for row in rows)


def price_changed_on(file: FundingFile, days: Iterable[date]) -> date | None:
    """The day from which its fund has another price, between the days that it was sent for and those of now (`days`);
    None where the price stays."""
    changed = {line.on for line in frozen_lines(file)} ^ set(days)
    rules = rules_of(file.fund, min(changed)) if changed else None
    price, change = rules and _price_of(rules), None
    for since, later in rules.later if rules else ():
        if since <= max(changed) and _price_of(later) != price:
            price, change = _price_of(later), since
    return change


def _price_of(rules: Rules) -> tuple[int | None, int]:
    return rules.hourly_cents, rules.fund_percent


def frozen_rules(file: FundingFile) -> Rules:
    """The rules with which it was sent, as `kept_rules` wrote them."""
    later = file.application.get("later", [])
    return replace(
        _read_rules(file.application["rules"]),
        later=tuple((date.fromisoformat(since), _read_rules(kept)) for since, kept in later),
    )


def _read_rules(kept: Mapping[str, Any]) -> Rules:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()
    }
    return Rules(**values)


def kept_rules(rules: Rules) -> dict[str, Any]:
    """The rules of a file as its application keeps them: those of its first day, and those that follow."""
    later = [(since.isoformat(), _written_rules(after)) for since, after in rules.later]
    return {"rules": _written_rules(rules), "later": later}


def _written_rules(rules: Rules) -> dict[str, Any]:
    values = ((name, getattr(rules, name)) for name in (*KEYS, "unchecked"))
    return {name: value for name, value in values if value not in (None, ())}
