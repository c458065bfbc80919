"""The rules of a fund on a day: for each key, the latest value that has begun."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Setting:
    """One value of a fund from a day on; `value` None: from that day there is no such rule."""

    key: str
    starts_on: date
    value: Any
    is_checked: bool = False


@dataclass(frozen=True)
class Rules:
    """What a fund asks and pays. An empty list and None mean that there is no such rule.

    `sectors`, `statuses`: those who are eligible; `trades`, `refused_trades`, `places`: the first characters of craft
    codes and of INSEE codes. `certificate_for`: the statuses that bring a certificate of contribution. Times are in
    minutes, amounts in cents; a cap is for one person and one calendar year, a minimum and a maximum for one file.
    `artisan_percent`: the part of the price that the artisan pays. `days_before`: how long before the first half-day it
    is to be asked. `answer_days`, `payment_days`: after which an answer, a payment, is late; `appeal_days`: after a
    refusal, how long one may appeal; `artisan_days`: after the bill, how long the artisan has to pay.
    `unchecked`: the keys of the values that nobody has checked at their source. `later`: the rules that follow, each
    with its first day; they price their own half-days.
    """

    sectors: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    refused_trades: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    certificate_for: tuple[str, ...] = ()
    minimum_minutes: int | None = None
    maximum_minutes: int | None = None
    yearly_minutes: int | None = None
    yearly_cents: int | None = None
    hourly_cents: int | None = None
    artisan_percent: int | None = None
    documents: tuple[str, ...] = ()
    days_before: int | None = None
    answer_days: int | None = None
    payment_days: int | None = None
    appeal_days: int | None = None
    artisan_days: int | None = None
    unchecked: tuple[str, ...] = ()
    later: "tuple[tuple[date, Rules], ...]" = ()

    def on(self, day: date) -> "Rules":
        """Those of a day; before the first change, these."""
        return next((rules for since, rules in reversed(self.later) if since <= day), self)

    @property
    def fund_percent(self) -> int:
        """The part of the price that the fund pays."""
        return 100 - (self.artisan_percent or 0)


KEYS = tuple(field.name for field in fields(Rules) if field.name not in {"unchecked", "later"})
_LISTS = frozenset(field.name for field in fields(Rules) if field.default == ())


def rules_on(settings: Iterable[Setting], on: date) -> Rules | None:
    """The rules in force on a day, with those that follow; None when the fund has none yet, or none any more. Raises
    KeyError on a key that is none of `KEYS`."""
    ordered = sorted(settings, key=lambda setting: setting.starts_on)
    rules = _in_force(ordered, on)
    days = sorted({setting.starts_on for setting in ordered if setting.starts_on > on})
    return rules and replace(rules, later=tuple((day, _in_force(ordered, day) or Rules()) for day in days))


def _in_force(ordered: Iterable[Setting], on: date) -> Rules | None:
    latest: dict[str, Setting] = {}
    for setting in ordered:
        if setting.key not in KEYS:
            raise KeyError(setting.key)
        if setting.starts_on <= on:
            latest[setting.key] = setting
    standing = {key: setting for key, setting in latest.items() if setting.value not in (None, [], ())}
    if not standing:
        return None
    values: dict[str, Any] = {
        key: tuple(setting.value) if key in _LISTS else setting.value for key, setting in standing.items()
    }
    unchecked = (key for key in KEYS if key in standing and not standing[key].is_checked)
    return Rules(**values, unchecked=tuple(unchecked))
