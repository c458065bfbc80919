"""What a check says, as it is kept, and as it is read: what to mend first, what is fine, what nobody could see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from etabli.procurement.needs.engine import Text
from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.engine.checks.catalogue import Finding, filled
from etabli.programme.visibility.engine.checks.facts import SiteFacts
from etabli.programme.visibility.engine.checks.judging import Business, Verdict, judge
from etabli.programme.visibility.engine.checks.weight import wait_seconds
from etabli.programme.visibility.models import SiteCheck


@dataclass(frozen=True)
class Item:
    """One finding of one check. `is_new`: it was not so at the check before."""

    finding: Finding
    verdict: Verdict
    sector: str = ""
    is_new: bool = False

    @property
    def why(self) -> Text:
        """Why it matters to the customers of this trade."""
        return filled(self.finding.why_for(self.sector), self.verdict.values)

    @property
    def title(self) -> Text:
        """What is wrong, or right."""
        text = self.finding.title if self.verdict.state == "mend" else self.finding.fine
        return filled(text, self.verdict.values)

    @property
    def how(self) -> list[Text]:
        """How it is mended, sentence by sentence."""
        return [filled(sentence, self.verdict.values) for sentence in self.finding.how]


@dataclass(frozen=True)
class Report:
    """A check that is done. `before`: the check of the same site that came before it. `domain`: what the end of its
    name comes to today, as its artisan wrote it."""

    check: SiteCheck
    before: SiteCheck | None = None
    sector: str = ""
    domain: Mapping[str, Verdict] = field(default_factory=dict)

    @cached_property
    def to_mend(self) -> list[Item]:
        """In the order in which it is to be mended."""
        was_wrong = set(to_mend(self.before.result)) if self.before else None
        return [
            Item(
                item.finding,
                item.verdict,
                self.sector,
                was_wrong is not None and item.finding.id not in {*was_wrong, *self.domain},
            )
            for item in self._items
            if item.verdict.state == "mend"
        ]

    @property
    def fine(self) -> list[Item]:
        return [item for item in self._items if item.verdict.state == "fine"]

    @property
    def unknown(self) -> list[Item]:
        return [item for item in self._items if item.verdict.state == "unknown"]

    @property
    def mended(self) -> list[Item]:
        """What was wrong at the check before, and is right."""
        was_wrong = set(to_mend(self.before.result)) if self.before else set()
        return [item for item in self.fine if item.finding.id in was_wrong]

    @property
    def is_read(self) -> bool:
        """Whether there was a page to read."""
        return bool(self.check.result.get("is_read", True))

    @property
    def left_out(self) -> list[str]:
        """What there was no time for."""
        return list(self.check.result.get("left_out", []))

    @property
    def seconds(self) -> int | None:
        """How long somebody waits for the page with a slow telephone."""
        seconds: int | None = self.check.result.get("seconds")
        return seconds

    @cached_property
    def _items(self) -> list[Item]:
        kept_verdicts: Mapping[str, Any] = self.check.result.get("verdicts", {})
        verdicts = {id: Verdict(**verdict) for id, verdict in kept_verdicts.items()} | dict(self.domain)
        return [
            Item(finding, verdicts[id], self.sector) for id, finding in findings().items() if id in verdicts
        ]


def kept(site: SiteFacts, business: Business | None) -> dict[str, Any]:
    """What is kept of a visit: the verdicts, and the few figures that a page shows. Nothing of what the site says."""
    verdicts = judge(site, business)
    return {
        "verdicts": {
            id: {"state": each.state, "values": each.values, "why": each.why} for id, each in verdicts.items()
        },
        "left_out": list(site.left_out),
        "seconds": wait_seconds(site) if site.page else None,
        "is_read": site.page is not None,
    }


def to_mend(result: Mapping[str, Any]) -> list[str]:
    """The findings that are to be mended, by id, in what is kept of a check."""
    return [id for id, verdict in result.get("verdicts", {}).items() if verdict["state"] == "mend"]


def newly_wrong(result: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
    """What broke since the check before: wrong now, and right then. What was never looked at then didn't break."""
    verdicts = before.get("verdicts", {})
    return [id for id in to_mend(result) if verdicts.get(id, {}).get("state") == "fine"]
