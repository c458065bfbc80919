"""What doesn't go together in a brief, each said with what to do. Nothing here blocks: "to check", no more."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from etabli.procurement.briefs.engine.interview import LEFT_OUT, chosen
from etabli.procurement.briefs.engine.model import Brief
from etabli.procurement.needs.engine import Catalogue, Text

# Days under which a supplier can hardly deliver what is wanted, from the first call to the opening.
SHORTEST = {"site": 42, "shop": 60, "page": 14, "listing": 14, "campaign": 21, "none": 0}


@dataclass(frozen=True)
class Contradiction:
    """`needs`: the questions to look at again, the most useful first. `text` says what, `advice` what to do."""

    id: str
    needs: tuple[str, ...]
    text: Text
    advice: Text


@dataclass(frozen=True)
class _Said:
    """A brief as the checks read it."""

    brief: Brief
    catalogue: Catalogue
    today: datetime.date

    def chose(self, need_id: str, *choices: str) -> bool:
        return chosen(self.brief, self.catalogue, need_id) in choices

    def wants(self, need_id: str, *refusals: str) -> bool:
        """Something was answered, and it isn't one of these refusals."""
        given = self.brief.answer_to(need_id)
        return given is not None and not self.chose(need_id, LEFT_OUT, *refusals)

    def lacks(self, need_id: str, *refusals: str) -> bool:
        """Known to the catalogue, and nothing was answered, or a refusal."""
        return self.catalogue.get(need_id) is not None and not self.wants(need_id, *refusals)


Check = Callable[[_Said], Contradiction | None]
CHECKS: list[Check] = []


def contradictions(brief: Brief, catalogue: Catalogue, today: datetime.date) -> tuple[Contradiction, ...]:
    """What to check in a brief, in the order of the checks below; each once."""
    return tuple(_found(_Said(brief, catalogue, today)))


def _found(said: _Said) -> Iterator[Contradiction]:
    for check in CHECKS:
        found = check(said)
        if found is not None:
            yield found


def _check(check: Check) -> Check:
    CHECKS.append(check)
    return check
