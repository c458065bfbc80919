"""Thirty-eight invented quotes in eight layouts, printed, scanned or photographed, with what real ones hold: clear,
silent, mistaken, a rental. What they say is in `data/quotes.toml`."""

import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from importlib.resources import files
from random import Random
from typing import Any, Literal, Self

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from etabli.demo.invented import siret
from etabli.foundation.documents import render

# What paper does to a printed quote: a scan by the office printer, a photo taken by hand at the workbench.

SCAN_DPI, PHOTO_DPI = 200, 180


def scanned(pdf: bytes, seed: int) -> bytes:
    """The pages as pictures in a PDF: a little askew, a little grey; the same for the same seed."""
    random = Random(seed)
    pages = [_askew(page, random.uniform(-0.8, 0.8)) for page in _pages(pdf, SCAN_DPI)]
    pages = [_speckled(page.filter(ImageFilter.GaussianBlur(0.6)), random) for page in pages]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=SCAN_DPI, quality=70)
    return out.getvalue()


def photographed(pdf: bytes, seed: int) -> bytes:
    """A photo of the first page: seen at an angle, under a lamp on one side; the same for the same seed."""
    random = Random(seed)
    page = _pages(pdf, PHOTO_DPI)[0].convert("RGB")
    wide, high = page.size
    lean = [random.uniform(0.005, 0.02) for _corner in range(4)]
    corners = (
        -lean[0] * wide, -lean[1] * high, -lean[2] * wide, (1 + lean[1]) * high,
        (1 + lean[2]) * wide, (1 + lean[3]) * high, (1 + lean[0]) * wide, -lean[3] * high,
    )  # fmt: skip
    seen = page.transform(
        page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="#6b5a48"
    )
    out = io.BytesIO()
    _lit(seen).filter(ImageFilter.GaussianBlur(0.5)).save(out, "JPEG", quality=78)
    return out.getvalue()


def _pages(pdf: bytes, dpi: int) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def _askew(page: Image.Image, degrees: float) -> Image.Image:
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def _speckled(page: Image.Image, random: Random) -> Image.Image:
    draw = ImageDraw.Draw(page)
    for _speck in range(120):
        x, y = random.uniform(0, page.width), random.uniform(0, page.height)
        draw.ellipse((x, y, x + 1.5, y + 1.5), fill=random.randint(90, 180))
    return page


def _lit(page: Image.Image) -> Image.Image:
    """Darker towards the right, as under a lamp."""
    shade = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda level: 255 - level // 4)
    return Image.composite(page, Image.new("RGB", page.size, "black"), shade)


CENT = Decimal("0.01")
ENDINGS = {"pdf": "pdf", "scan": "pdf", "photo": "jpg"}


@dataclass(frozen=True)
class Line:
    """A printed line: quantity, unit, unit price in euros before tax (with tax in the layout "gross")."""

    label: str
    price: Decimal
    quantity: int
    unit: str

    @property
    def amount(self) -> Decimal:
        return self.quantity * self.price


@dataclass(frozen=True)
class Draft:
    """What a quote says, and what is wrong in it on purpose.

    `rate` is 0 for a trader without VAT. `slips` are added to what is printed: the first line's amount ("line"), the
    totals "net", "vat", "gross". `planted` names the findings of gravity that a reading must give.
    """

    layout: str
    supplier: str
    subject: str
    lines: tuple[Line, ...]
    terms: tuple[str, ...]
    paper: Literal["pdf", "scan", "photo"] = "pdf"
    title: str = "Devis"
    rate: int = 20
    identity: Literal["right", "wrong", "none"] = "right"
    exemption: str = "TVA non applicable, art. 293 B du CGI"
    age_days: int = 0
    valid_days: int = 60
    discount: Decimal = Decimal(0)
    slips: dict[str, Decimal] = field(default_factory=dict)
    planted: tuple[str, ...] = ()

    @classmethod
    def read(cls, row: dict[str, Any]) -> Self:
        lines = tuple(
            Line(label, Decimal(price), quantity, unit) for label, price, quantity, unit in row["lines"]
        )
        slips = {name: Decimal(amount) for name, amount in row.get("slips", {}).items()}
        made = {"lines": lines, "slips": slips, "discount": Decimal(row.get("discount", 0))}
        return cls(**(row | made | {key: tuple(row.get(key, ())) for key in ("terms", "planted")}))

    @property
    def amounts(self) -> list[Decimal]:
        """The lines' amounts as printed."""
        made = [line.amount for line in self.lines]
        made[0] += self.slips.get("line", Decimal(0))
        return made

    @property
    def net(self) -> Decimal:
        printed = sum(self.amounts, Decimal(0)) - self.discount
        if self.layout == "gross":
            printed = _cents(printed / (1 + Decimal(self.rate) / 100))
        return printed + self.slips.get("net", Decimal(0))

    @property
    def vat(self) -> Decimal:
        return _cents(self.net * self.rate / 100) + self.slips.get("vat", Decimal(0))

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat + self.slips.get("gross", Decimal(0))


@dataclass(frozen=True)
class PrintedQuote:
    """A quote as a supplier would send it."""

    draft: Draft
    rank: int
    on: date
    client: str

    @property
    def file_name(self) -> str:
        return f"devis-{self.rank}.{ENDINGS[self.draft.paper]}"

    @property
    def number(self) -> str:
        return f"D{self.issued_on:%Y}-{self.rank:03d}"

    @property
    def issued_on(self) -> date:
        return self.on - timedelta(days=self.draft.age_days)

    @property
    def valid_until(self) -> date:
        return self.issued_on + timedelta(days=self.draft.valid_days)

    @cached_property
    def pdf(self) -> bytes:
        """Printed on a clean page."""
        template = files("etabli.demo") / "documents" / f"quote_{self.draft.layout}.typ"
        return render(template, _paper_context(self), title=f"{self.draft.title} {self.draft.subject}")

    @cached_property
    def content(self) -> bytes:
        """On its own paper: the PDF, a scan of it, or a photo taken by hand."""
        if self.draft.paper == "scan":
            return scanned(self.pdf, self.rank)
        return photographed(self.pdf, self.rank) if self.draft.paper == "photo" else self.pdf


def drafts() -> tuple[Draft, ...]:
    """Every invented quote; the first three answer the ad of the artisan one plays."""
    data = (files("etabli.demo") / "data" / "quotes.toml").read_text(encoding="utf-8")
    return tuple(Draft.read(row) for row in tomllib.loads(data)["quote"])


def printed(on: date, client: str) -> Iterator[PrintedQuote]:
    """Each quote, dated `on` unless it is older on purpose, for the same invented client."""
    for rank, draft in enumerate(drafts(), start=1):
        yield PrintedQuote(draft, rank, on, client)


def _paper_context(quote: PrintedQuote) -> dict[str, Any]:
    draft = quote.draft
    return {
        "supplier": {
            "name": draft.supplier,
            "address": "Adresse fictive, 33000 Bordeaux",
            "email": "contact@exemple.invalid",
            "legal": f"{draft.supplier}{_identity(quote)} · entreprise inventée pour la démonstration",
        },
        "client": {"name": quote.client, "address": "Gironde"},
        "title": draft.title,
        "number": quote.number,
        "issued": f"{quote.issued_on:%d/%m/%Y}",
        "until": f"{quote.valid_until:%d/%m/%Y}",
        "subject": draft.subject,
        "lines": [
            {
                "reference": f"P{quote.rank}{i}",
                "label": line.label,
                "quantity": str(line.quantity),
                "unit": line.unit,
                "price": euros(line.price),
                "amount": euros(amount),
            }
            for i, (line, amount) in enumerate(zip(draft.lines, draft.amounts, strict=True), start=1)
        ],
        "half": euros(sum(draft.amounts[:2], Decimal(0))),
        "rest": euros(sum(draft.amounts[2:], Decimal(0))),
        "discount": euros(-draft.discount) if draft.discount else "",
        "net": euros(draft.net),
        "rate": f"{draft.rate} %" if draft.rate else "",
        "vat": euros(draft.vat) if draft.rate else "" if draft.exemption == "none" else draft.exemption,
        "gross": euros(draft.gross),
        "terms": list(draft.terms),
    }


def _identity(quote: PrintedQuote) -> str:
    number = siret(90_000 + quote.rank)
    if quote.draft.identity == "none":
        return ""
    if quote.draft.identity == "wrong":
        number = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    return f" · SIRET {number}"


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def euros(amount: Decimal) -> str:
    """ "1 234,50 €", as a French quote prints it."""
    return f"{amount:,.2f} €".replace(",", " ").replace(".", ",")
