"""Whom a group holds, as the adviser chose it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Criteria:
    """All that is chosen must hold; what is left empty asks for nothing.

    `sectors` and `trades` add up: one of the two is enough. `commune` and `minutes` go together: at most that far by
    road, from this commune. `step` is a key of `queries.segments.STEPS`, `theme` the code of the theme that it is
    about ("" for any). `quiet_months`: nothing passed between us for that long.
    """

    sectors: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    epcis: tuple[str, ...] = ()
    commune: str = ""
    minutes: int = 0
    step: str = ""
    theme: str = ""
    quiet_months: int = 0

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Criteria":
        """From the JSON of a row; what an older version kept and this one doesn't know is left out."""
        field_names = {field.name for field in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
            if name in field_names
        }
        return cls(**values)

    @property
    def as_json(self) -> dict[str, Any]:
        """As the row keeps it: what says something, with lists in place of tuples."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value
        }
