"""What a backup says of itself: of which installation and instant, how many rows, the sum of each entry."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from etabli.foundation.terminal import pick

FORMAT_VERSION = 1


class NotReadable(ValueError):
    """No manifest that this version reads; the text goes on after its name."""


class TooNew(NotReadable):
    """A later version wrote it."""


@dataclass(frozen=True)
class Entry:
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """`rows`: by table. `key_check` tells whether a key is the one of the backup, and is worth nothing else. Of the
    files that rows name, `erased` went while the backup was made; `missing` and `damaged` were so in the store."""

    version: str
    installation: str
    vendor: str
    at: datetime
    database_size: int
    key_check: str
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    entries: dict[str, Entry] = field(default_factory=dict)
    erased: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    format: int = FORMAT_VERSION

    def as_bytes(self) -> bytes:
        document = {**asdict(self), "at": self.at.isoformat()}
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    @property
    def files(self) -> int:
        """How many files that people gave are inside."""
        return sum(name.startswith("files/") for name in self.entries)

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())

    @property
    def is_whole(self) -> bool:
        """No file was missing or damaged in the store."""
        return not self.missing and not self.damaged


def read_manifest(text: bytes) -> Manifest:
    """Raises NotReadable, TooNew."""
    try:
        document: dict[str, Any] = json.loads(text)
        if document["format"] > FORMAT_VERSION:
            raise TooNew(
                pick(
                    "est d'un format plus récent : mettez Établi à jour, puis recommencez",
                    "is of a later format: bring Établi up to date, then try again",
                )
            )
        entries = {name: Entry(**fields) for name, fields in document.pop("entries").items()}
        return Manifest(**{**document, "at": datetime.fromisoformat(document["at"]), "entries": entries})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable(pick("ne se lit pas", "can't be read")) from None
