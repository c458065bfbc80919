"""What goes into the decoder and what comes out: frozen dataclasses, nothing else.

Amounts are `Decimal`, days are `date`. Boxes are (left, top, right, bottom) in points from the top left of the page;
pages count from 1. A value that isn't certain enough is absent (None), and a check says so.

The names of what a `Quote` holds, classes and fields, stand in the readings that the database keeps (`packing.pack`):
renaming one changes their shape, and asks for a new version of it (`stored.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

type Box = tuple[float, float, float, float]
type CellField = Literal["quantity", "unit_price", "vat_rate", "net_amount", "gross_amount"]
type ContradictionField = Literal[
    "net", "vat", "gross", "number", "issued_on", "supplier", "siren", "vat_id", "iban", "line"
]
type Severity = Literal["error", "warning", "info", "ok"]
type Status = Literal["covered", "missing", "unclear", "extra"]
type Polarity = Literal["offered", "optional", "excluded", "from_client"]
POLARITIES: tuple[Polarity, ...] = ("offered", "optional", "excluded", "from_client")
type ProgressCallback = Callable[[int, int], object]  # hears how many pages are read, and of how many


def ignore_progress(done: int, total: int) -> None:
    """Nobody asked how far the reading is."""


@dataclass(frozen=True)
class Document:
    """A file to read: its name (shown to people, never trusted), its bytes, whether an XML inside may be used, and the
    further files of the same quote in their order (a photo of each page)."""

    name: str
    content: bytes
    read_xml: bool = True
    more: tuple[bytes, ...] = ()


class Unreadable(Exception):
    """The document can't be read. `what` says why, `mend` says what the person can do, both in French and English."""

    def __init__(self, what: str, mend: str, *, what_en: str = "", mend_en: str = "") -> None:
        super().__init__(f"{what} {mend}")
        self.what, self.mend = what, mend
        self.what_en, self.mend_en = what_en or what, mend_en or mend


@dataclass(frozen=True)
class Picture:
    """A page as it was read, turned and straightened: every box of the quote lies right on it once scaled by
    `width` and `height`, which are the page's own in points."""

    content: bytes
    media_type: Literal["image/png", "image/jpeg"]
    width: float
    height: float


@dataclass(frozen=True)
class Place:
    """A region of a page: where on the document something is printed. Of no geographic place."""

    page: int
    box: Box


@dataclass(frozen=True)
class Found[T]:
    """A value that was read, where, and how sure the reading is (0 to 1)."""

    value: T
    place: Place | None = None
    confidence: float = 1.0
    printed: str = ""


@dataclass(frozen=True)
class Party:
    """A side of the quote, as far as it is printed."""

    name: Found[str] | None = None
    siret: Found[str] | None = None
    siren: Found[str] | None = None
    vat_id: Found[str] | None = None
    email: Found[str] | None = None
    phone: Found[str] | None = None
    iban: Found[str] | None = None


@dataclass(frozen=True)
class Cell:
    """Where one value of a line is printed (`field` is the line's own name for it), as what, and how sure its reading
    is."""

    field: CellField
    place: Place
    printed: str
    confidence: float = 1.0


@dataclass(frozen=True)
class Line:
    """One line of the quote: the code that its supplier files it under, the name of what is sold, and the details
    printed under or beside it. `text`: all the words of its cell in reading order, where no column parts the name from
    the details. An optional line is offered
    but not in the total. The amount of an `included` one (which isn't a free one) is already counted in that of other
    lines: it is their sum (a subtotal) or a part of one of them, and isn't added up once more."""

    description: str
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    discount: str | None = None
    vat_rate: Decimal | None = None
    net_amount: Decimal | None = None
    gross_amount: Decimal | None = None
    recurring: Literal["month", "year"] | None = None
    optional: bool = False
    included: bool = False
    details: str = ""
    place: Place | None = None
    confidence: float = 1.0
    needs: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    reference: str = ""
    text: str = ""

    @property
    def amount(self) -> Decimal | None:
        return self.net_amount if self.net_amount is not None else self.gross_amount

    @property
    def in_total(self) -> bool:
        """Whether the line is one of those that are added up."""
        return not (self.optional or self.included)


@dataclass(frozen=True)
class VatShare:
    """One row of the VAT breakdown."""

    rate: Decimal | None
    base: Decimal | None
    vat: Decimal | None


@dataclass(frozen=True)
class Adjustment:
    """A discount (negative) or a charge (positive) on the whole document."""

    label: str
    amount: Decimal
    place: Place | None = None


@dataclass(frozen=True)
class Totals:
    """What the quote comes to, as printed; None where nothing sure is. `breakdown`: the VAT, rate by rate."""

    net: Found[Decimal] | None = None
    vat: Found[Decimal] | None = None
    gross: Found[Decimal] | None = None
    deposit: Found[Decimal] | None = None
    due: Found[Decimal] | None = None
    breakdown: tuple[VatShare, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(frozen=True)
class Commitment:
    """How long the client is bound, what that comes to, and what happens at the end."""

    months: int
    total_over_term: Decimal | None = None
    renewal: str | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Check:
    """One finding of a verification, whatever its severity, in plain words of both languages: not the verification
    itself. `line` is the index of the line it is about."""

    id: str
    severity: Severity
    fr: str
    en: str
    evidence: str = ""
    source: str = ""
    line: int | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Contradiction:
    """What the page shows against what the data attached to it say, each None where it says nothing. `line` is the
    index of the line of the data, `label` the name of a line that only the page has."""

    field: ContradictionField
    shown: Decimal | date | str | None
    data: Decimal | date | str | None
    place: Place | None = None
    line: int | None = None
    label: str = ""


@dataclass(frozen=True)
class Against:
    """The quote measured against one need of a brief: what it says about it. `lines` are indexes of lines; `question`
    is for the supplier; `said` are the words that make it an option, leave it out or expect it of the client, and
    `polarity` which of these."""

    need: str
    status: Status
    lines: tuple[int, ...] = ()
    question: str = ""
    said: Found[str] | None = None
    polarity: Polarity = "offered"


@dataclass(frozen=True)
class Passage:
    """One printed line of text, for those who look for a mention; `spaced` as it stands on the page, with the blanks
    between its columns, or empty where there are none."""

    text: str
    place: Place
    spaced: str = ""


@dataclass(frozen=True)
class Quote:
    """`source` is what was read: a PDF's text, a picture's, an e-invoice's data, or what has no pages ("docx"
    for DOCX, ODT and plain text alike). `reasons` explain how the values were read (`etabli quote --explain`)."""

    source: Literal["text", "ocr", "xml", "docx"]
    kind: Literal["quote", "invoice", "unknown"] = "unknown"
    supplier: Party = field(default_factory=Party)
    customer: Party = field(default_factory=Party)
    number: Found[str] | None = None
    issued_on: Found[date] | None = None
    valid_until: Found[date] | None = None
    currency: str | None = None
    lines: tuple[Line, ...] = ()
    totals: Totals = field(default_factory=Totals)
    commitment: Commitment | None = None
    checks: tuple[Check, ...] = ()
    against: tuple[Against, ...] = ()
    pages: int = 1
    hidden_share: float = 0.0  # share of the text that nobody sees on the pages: it isn't read
    legibility: float = 1.0  # how surely the letters of its pictures were recognised, on average
    page_sizes: tuple[tuple[float, float], ...] = ()  # (width, height) in points of each page to see
    type_code: str | None = None  # of an e-invoice, whatever its kind (UNTDID 1001)
    passages: tuple[Passage, ...] = ()
    reasons: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    notes: tuple[Check, ...] = ()  # findings of the reading itself; `checks` holds them too

    @cached_property
    def folded_text(self) -> str:
        """All that is printed, then the names of the lines with their details, folded (see `pages.fold`)."""
        from .text.pages import fold

        texts = [
            *(p.text for p in self.passages),
            *(f"{line.description} {line.details}" for line in self.lines),
        ]
        return " ".join(fold(text) for text in texts)

    def as_json(self, language: str = "fr") -> dict[str, object]:
        """The stable public shape; `file` and `seconds` are the caller's to fill."""
        from .packing import as_json

        return as_json(self, language)
