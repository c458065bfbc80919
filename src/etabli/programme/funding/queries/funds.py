"""The funds of a chamber and their rules by date."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.engine import KEYS, Rules, rules_on
from etabli.programme.funding.models import Fund, FundValue, TrainingBody

_VALUES = FundValue.objects.filter(withdrawn_at=None).select_related("checked_by")
_FUNDS = Fund.objects.filter(withdrawn_at=None).prefetch_related(Prefetch("values", _VALUES))


@dataclass(frozen=True)
class DatedRule:
    """One rule of a fund: its value on a day, those that will follow; `current` None: there is none yet."""

    key: str
    current: FundValue | None
    coming: tuple[FundValue, ...]
    past: tuple[FundValue, ...]


def funds(viewer: Viewer) -> list[Fund]:
    """Those of the viewer's chamber, by name, with their values: two statements."""
    if viewer.role not in STAFF:
        return []
    return list(_FUNDS.filter(chamber_id=viewer.chamber_id).order_by("name"))


def get_fund(viewer: Viewer, pk: int) -> Fund:
    """One fund with its values, for the staff of its chamber; NotVisible otherwise."""
    fund = _FUNDS.select_related("chamber").filter(pk=pk).first()
    if fund is None or not viewer.is_staff_of(fund.chamber_id):
        raise NotVisible
    return fund


def is_off_list(viewer: Viewer, pk: int) -> bool:
    """Whether it was a fund of the viewer's chamber, and is no more."""
    fund = Fund.objects.filter(pk=pk).exclude(withdrawn_at=None).first()
    return fund is not None and viewer.is_staff_of(fund.chamber_id)


def get_value(viewer: Viewer, pk: int) -> FundValue:
    """One value that stands, for the staff of its chamber; NotVisible otherwise."""
    value = _VALUES.select_related("fund").filter(pk=pk, fund__withdrawn_at=None).first()
    if value is None or not viewer.is_staff_of(value.chamber_id):
        raise NotVisible
    return value


def values_ever(fund: Fund) -> list[FundValue]:
    """Each value that its rules have had, those that were taken off too: one statement."""
    return list(FundValue.objects.filter(fund=fund).select_related("fund"))


def dated_rules_of(fund: Fund, on: date) -> list[DatedRule]:
    """Each rule on a day, in the order of the engine; the fund's values are loaded."""
    lines = []
    for key in KEYS:
        values = [value for value in fund.values.all() if value.key == key]
        begun = [value for value in values if value.starts_on <= on]
        coming = tuple(value for value in values if value.starts_on > on)
        lines.append(DatedRule(key, begun[-1] if begun else None, coming, tuple(reversed(begun[:-1]))))
    return lines


def rules_of(fund: Fund, on: date) -> Rules | None:
    """What the engine judges by on a day: never a value that was taken off."""
    return rules_on([value.setting for value in fund.values.all() if value.withdrawn_at is None], on)


def training_number(chamber_id: int | None) -> str:
    """The chamber's number as a training body; "" when nobody has said it: one statement."""
    return (
        TrainingBody.objects.filter(chamber=chamber_id).values_list("registration", flat=True).first() or ""
    )
