"""The documents with their truth: folders in which X.json says what X prints.

A document's family (whose layout it has) stands in `manifest.json`, in its folder or the one above.
"""

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from etabli.foundation.terminal import refuse
from etabli.procurement.quotes.engine import Document, Unreadable, decode

KINDS = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".heic", ".docx", ".odt"}
LANGUAGES = {"fr": "French", "en": "English", "de": "German"}


@dataclass(frozen=True)
class Example:
    """A document, what it prints, and the layout family it belongs to."""

    path: Path
    family: str

    @cached_property
    def truth(self) -> Mapping[str, Any]:
        truth: Mapping[str, Any] = json.loads(self.path.with_name(self.path.name + ".json").read_text())
        return truth

    @property
    def pictured(self) -> bool:
        """A scan or a photo: there is no text to take from it without OCR."""
        return bool(self.truth["media"].get("kind") == "image")

    @property
    def pages(self) -> int:
        return int(self.truth["media"].get("pages") or 1)

    def decoded(self, *, read_xml: bool = False) -> dict[str, Any]:
        """What `etabli quote --json` gives, decoded in this process, and for each line the `confidences` of its own
        values; empty when the document is refused."""
        try:
            quote = decode(Document(self.path.name, self.path.read_bytes(), read_xml))
        except Unreadable:
            return {}
        answer: dict[str, Any] = quote.as_json()
        firm = [line for line in quote.lines if not line.optional]
        for told, line in zip(answer["lines"], firm, strict=True):
            told["confidences"] = {cell.field: cell.confidence for cell in line.cells}
        return answer


@dataclass(frozen=True)
class Sample:
    """A folder of examples."""

    folder: Path
    examples: tuple[Example, ...]

    @property
    def has_xml(self) -> bool:
        """Whether the truth was taken from the XML inside the documents."""
        return any(
            example.truth.get("visible") is not None and not example.pictured for example in self.examples
        )

    @property
    def what(self) -> str:
        """What most of its documents are, in words."""
        language = self._most(lambda truth: LANGUAGES.get(truth.get("language", ""), "Other"))
        kind = self._most(_kind)
        return f"{language} {kind}"

    def _most(self, of: Any) -> str:
        counted = Counter(str(of(example.truth)) for example in self.examples)
        return counted.most_common(1)[0][0]


def _kind(truth: Mapping[str, Any]) -> str:
    if truth["media"].get("kind") == "image":
        return "scans" if truth["media"].get("format") == "pdf" else "photos and pictures"
    if truth.get("visible") is not None:
        return "e-invoices"
    return "quotes" if truth.get("doc_type") == "quote" else "invoices"


def folders(given: Sequence[Path]) -> list[Path]:
    """Those given (files among them are left aside), or those of ETABLI_CORPUS; none when neither is there."""
    if given:
        for folder in given:
            if not folder.exists():
                refuse(
                    f"bench quotes : {folder} n'existe pas. Donnez des dossiers où X.json accompagne X.",
                    f"bench quotes: {folder} is not there. Give folders in which X.json stands beside X.",
                )
        return [folder for folder in given if folder.is_dir()]
    corpus = os.environ.get("ETABLI_CORPUS", "")
    return sorted(path for path in Path(corpus, "quotes").glob("*") if path.is_dir()) if corpus else []


def samples(given: Sequence[Path]) -> list[Sample]:
    """Each folder's documents that have a truth; folders without any are left out."""
    found = []
    for folder in folders(given):
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in KINDS)
        known = _families(folder)
        examples = tuple(
            Example(path, known.get(path.name, f"{folder.name}/{path.name}"))
            for path in files
            if path.with_name(path.name + ".json").exists()
        )
        if examples:
            found.append(Sample(folder, examples))
    return found


def _families(folder: Path) -> dict[str, str]:
    """The family of each file of the folder, by the manifest; a file that it doesn't name is a family of its own."""
    for place in (folder, folder.parent):
        manifest = place / "manifest.json"
        if manifest.exists():
            rows = json.loads(manifest.read_text())
            paths = {Path(row["file"]): " ".join(row["family"].split()) for row in rows if row.get("family")}
            return {path.name: family for path, family in paths.items() if (place / path).parent == folder}
    return {}
