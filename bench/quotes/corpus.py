"""The documents with their truth: folders in which X.json says what X prints.

A document's family (whose layout it has) stands in `manifest.json`, in its folder or the one above. A family outside
the first folder of ETABLI_CORPUS is *unread* when the hash of its name is odd: nobody looks at its documents, so that
what is measured on them holds for those of strangers. Only their totals are told.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from bench.quotes.scoring import visible_lines, words_in
from etabli.foundation.terminal import refuse
from etabli.procurement.quotes.engine import Document, Unreadable, decode
from etabli.procurement.quotes.engine.decoder import read_pages
from etabli.procurement.quotes.engine.files.readers import pages_of
from etabli.site.testing import collected

KINDS = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".heic", ".docx", ".odt"}
LANGUAGES = {"fr": "French", "en": "English", "de": "German"}
type Kind = Literal["printed", "Word", "scans", "pictures"]
type Standing = Literal["at hand", "read", "unread"]


@dataclass(frozen=True)
class Example:
    """A document, what it prints, and the layout family it belongs to. `standing` is that of its family: at hand while
    the decoder was written, read since, or unread, and then nothing may be shown of it alone."""

    path: Path
    family: str
    standing: Standing = "read"

    @cached_property
    def truth(self) -> Mapping[str, Any]:
        truth: Mapping[str, Any] = json.loads(self.path.with_name(self.path.name + ".json").read_text())
        return truth

    @property
    def pictured(self) -> bool:
        """A scan or a photo: there is no text to take from it without OCR."""
        return bool(self.truth["media"].get("kind") == "image")

    @property
    def kind(self) -> Kind:
        is_pdf = self.path.suffix.lower() == ".pdf"
        if self.pictured:
            return "scans" if is_pdf else "pictures"
        return "printed" if is_pdf else "Word"

    @property
    def is_quote(self) -> bool:
        return bool(self.truth.get("doc_type") == "quote")

    @property
    def pages(self) -> int:
        return int(self.truth["media"].get("pages") or 1)

    @cached_property
    def prints_its_lines(self) -> bool:
        """Whether most words of each true line stand on the page: some pages print but the totals of the data inside
        them. Taken for granted of a picture, whose words are a reading too."""
        if self.pictured:
            return True
        printed = words_in(" ".join(word.text for page in self._read[1] for word in page.words))
        wanted = [words_in(line["description"]) for line in visible_lines(self.truth)]
        return all(words and 2 * (words & printed).total() >= words.total() for words in wanted)

    @cached_property
    def _read(self) -> tuple[Any, ...]:
        """What comes before the vocabulary: a picture's letters are told once, however often they are understood."""
        return pages_of(Document(self.path.name, self.path.read_bytes()))

    def decoded(self, *, read_xml: bool = False) -> dict[str, Any]:
        """What `etabli quote --json` gives, decoded in this process, and for each line the `confidences` of its own
        values; empty when the document is refused."""
        try:
            if read_xml:
                quote = decode(Document(self.path.name, self.path.read_bytes(), read_xml))
            else:
                source, pages = self._read
                quote = read_pages(pages, source)
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
    def shown(self) -> tuple[Example, ...]:
        """Those that may be looked at one by one."""
        return tuple(example for example in self.examples if example.standing != "unread")

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
    return [
        path
        for corpus in collected.folders()
        for path in sorted(Path(corpus, "quotes").glob("*"))
        if path.is_dir()
    ]


def samples(given: Sequence[Path], *, pictured: bool = True) -> list[Sample]:
    """Each folder's documents that have a truth, scans and pictures too when `pictured`; folders without any are left
    out."""
    found = []
    for folder in folders(given):
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in KINDS)
        known = _families(folder)
        at_hand = _is_at_hand(folder)
        examples = tuple(
            _example(path, known.get(path.name), at_hand=at_hand)
            for path in files
            if path.with_name(path.name + ".json").exists()
        )
        examples = tuple(example for example in examples if pictured or not example.pictured)
        if examples:
            found.append(Sample(folder, examples))
    return found


def _families(folder: Path) -> dict[str, str]:
    """The family of each file of the folder, by the manifest; a file that it doesn't name is a family of its own."""
    for place in (folder, folder.parent):
        manifest = place / "manifest.json"
        if manifest.exists():
            rows = json.loads(manifest.read_text())
            paths = {Path(row["file"]): row["family"] for row in rows if row.get("family")}
            return {path.name: family for path, family in paths.items() if (place / path).parent == folder}
    return {}


def _is_at_hand(folder: Path) -> bool:
    """Whether the decoder was written with this folder at hand."""
    known = collected.folders()[:1]
    return bool(known) and folder.resolve().is_relative_to(known[0].resolve())


def _example(path: Path, family: str | None, *, at_hand: bool) -> Example:
    if family is None:
        return Example(path, f"{path.parent.name}/{path.name}", "at hand" if at_hand else "read")
    odd = int(hashlib.sha256(family.encode()).hexdigest(), 16) % 2 == 1
    return Example(path, " ".join(family.split()), "at hand" if at_hand else "unread" if odd else "read")
