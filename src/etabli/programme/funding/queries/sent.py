"""What an application keeps of a file: its rules, those that follow them, its half-days with their amounts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from etabli.programme.funding.engine import KEYS, Amounts, Paid, Rules, hours_beside
from etabli.programme.funding.models import FundingFile


@dataclass(frozen=True)
class Sent(Amounts):
    """What an application asks for, or since the fund agreed what it grants."""

    paid: tuple[Paid, ...]


def sent_of(file: FundingFile) -> Sent:
    """The amounts of its half-days as they were sent; none before. Its hours are those that the file which it completes
    doesn’t count, once that one is accepted."""
    first, lines = file.completes, frozen_lines(file)
    return Sent(
        hours_beside(lines, frozen_lines(first)) if first is not None and first.is_accepted else lines
    )


def frozen_lines(file: FundingFile) -> tuple[Paid, ...]:
    """The half-days as they were sent, and since the fund agreed as it grants them."""
    return tuple(Paid(**{**row, "on": date.fromisoformat(row["on"])}) for row in file.frozen)


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
