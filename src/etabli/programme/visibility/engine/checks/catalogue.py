"""What a check may tell, as plain values: what is wrong, why it matters, how it is mended, by whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from etabli.procurement.needs.engine import Text

WHO = ("me", "provider", "adviser")
SECTORS = {"ALIMENTATION", "BATIMENT", "FABRICATION", "SERVICES"}
type Entry = Mapping[str, Any]


class CatalogueError(ValueError):
    """The data is incomplete or contradicts itself; the message says where."""


@dataclass(frozen=True)
class Source:
    """Where something is read over. `checked_on`: when somebody of the chamber did so; None, it is to be checked."""

    text: Text
    url: str
    checked_on: date | None


@dataclass(frozen=True)
class Finding:
    """One thing that may be wrong with a site. `title` says it, `fine` the contrary; `why_of`: `why`, where it differs,
    by the sector of a trade. `who` can mend it: "me", "provider", "adviser"."""

    id: str
    minutes: int
    who: str
    title: Text
    fine: Text
    why: Text
    why_of: Mapping[str, Text]
    how: tuple[Text, ...]
    source: Source

    def why_for(self, sector: str) -> Text:
        """Why it matters to the customers of a trade of this sector."""
        return self.why_of.get(sector, self.why)


def parse(entries: Iterable[Entry]) -> dict[str, Finding]:
    """The findings by id, in their order. Refused: a text that is missing in a language, a twin, an unknown `who`."""
    findings: dict[str, Finding] = {}
    for entry in entries:
        finding = _finding(entry)
        if finding.id in findings:
            raise CatalogueError(f"finding {finding.id}: twice")
        findings[finding.id] = finding
    return findings


def filled(text: Text, values: Mapping[str, str | int]) -> Text:
    """The text with what was seen in the place of its braces; what somebody else wrote is never a template."""
    french, english = text.fr, text.en
    for name, value in values.items():
        said = str(value).replace("{", "(").replace("}", ")")
        french, english = french.replace(f"{{{name}}}", said), english.replace(f"{{{name}}}", said)
    return Text(french, english)


def _finding(entry: Entry) -> Finding:
    where = f"finding {entry['id']}"
    if entry["who"] not in WHO or set(entry.get("why_of", {})) - SECTORS:
        raise CatalogueError(f"{where}: who is one of {', '.join(WHO)}; why_of names a sector")
    french, english = entry.get("how", {}).get("fr", []), entry.get("how", {}).get("en", [])
    if len(french) != len(english) or len(french) != 3:
        raise CatalogueError(f"{where}: how holds 3 sentences in each language")
    source = entry["source"]
    day = date.fromisoformat(entry["checked_on"]) if entry["checked_on"] else None
    return Finding(
        id=entry["id"],
        minutes=entry["minutes"],
        who=entry["who"],
        title=_text(entry["title"], where),
        fine=_text(entry["fine"], where),
        why=_text(entry["why"], where),
        why_of={sector: _text(text, where) for sector, text in entry.get("why_of", {}).items()},
        how=tuple(Text(fr, en) for fr, en in zip(french, english, strict=True)),
        source=Source(_text(source, where), source["url"], day),
    )


def _text(value: Mapping[str, str], where: str) -> Text:
    if not value.get("fr") or not value.get("en"):
        raise CatalogueError(f"{where}: a text is missing in one language")
    return Text(value["fr"], value["en"])
