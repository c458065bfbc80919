"""How long reading takes, each time against a floor measured in the same run."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

from bench import progress
from bench.quotes import long_quote
from bench.quotes.corpus import Example, Sample
from bench.report import Part, Table
from bench.timing import Cost, cost_of, cost_of_command, middle, p95
from etabli.procurement.quotes.engine import Document, decode
from etabli.site.environment import CHECKOUT

TIMES = 3  # each document, and the median kept
STARTS = 9
LENGTHS = (50, 100, 200)


def part(found: Sequence[Sample]) -> Part:
    os.environ["OMP_THREAD_LIMIT"] = "1"  # for Tesseract, ours and the bare one
    examples = [example for sample in found for example in sample.examples]
    told = [_text([each for each in examples if each.path.suffix == ".pdf" and not each.pictured])]
    told += [_start_up(), _long(), *_pictures([each for each in examples if each.pictured])]
    progress("")
    return Part("speed", {each.table.name: each.data for each in told}, tuple(each.table for each in told))


@dataclass(frozen=True)
class _Told:
    table: Table
    data: object


def _text(examples: Sequence[Example]) -> _Told:
    """Whole readings of PDFs with text against pdfplumber's plain text of the same, in this process."""
    ours, theirs = [], []
    for example in examples:
        progress(f"speed: {example.path.name}")
        content = example.path.read_bytes()
        pair = [
            (cost_of(partial(_decoded, content)), cost_of(partial(_plain_text, content)))
            for _ in range(TIMES)
        ]
        ours.append(_per_page(middle([cost for cost, _ in pair]), example.pages))
        theirs.append(_per_page(middle([cost for _, cost in pair]), example.pages))
    return _compared(
        "speed",
        "PDF with text, a page",
        {"Établi, the whole reading": ours, "pdfplumber, plain text": theirs},
    )


def _decoded(content: bytes) -> None:
    decode(Document("devis.pdf", content, read_xml=False))


def _plain_text(content: bytes) -> None:
    import pdfplumber

    with pdfplumber.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.extract_text()


def _per_page(cost: Cost, pages: int) -> Cost:
    return Cost(cost.wall / pages, cost.cpu / pages)


def _compared(name: str, what: str, costs: dict[str, list[Cost]]) -> _Told:
    """The first against the last, which is the floor."""
    rows = [
        (who, *(_ms(figure) for figure in (median(c.cpu for c in each), p95([c.cpu for c in each]),
                                          median(c.wall for c in each), p95([c.wall for c in each]))))
        for who, each in costs.items()
    ]  # fmt: skip
    first, *_, floor = costs.values()
    ratios = {
        "median": median(a.cpu / b.cpu for a, b in zip(first, floor, strict=True)),
        "total": sum(c.cpu for c in first) / sum(c.cpu for c in floor),
    }
    note = f"Ratio of processor time: {ratios['total']:.2f} in all, {ratios['median']:.2f} for the median document."
    head = (what, "processor, median", "95 % under", "wall clock, median", "95 % under")
    data = {who: middle(each).data() for who, each in costs.items()} | {"ratio": ratios}
    return _Told(Table(name, head, rows, note), data)


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


def _start_up() -> _Told:
    """The command on a quote of one page, against a Python that only imports the PDF library."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "devis.pdf")
        file.write_bytes(long_quote.printed(1))
        quote = ["quote", "--json", "--no-xml", str(file)]
        commands = {
            "`./etabli quote`": ["/bin/sh", str(CHECKOUT / "etabli"), *quote],
            "`python -m etabli quote`": [sys.executable, "-P", "-m", "etabli", *quote],
            "`python -c 'import pypdfium2'`": [sys.executable, "-P", "-c", "import pypdfium2"],
        }
        costs: dict[str, list[Cost]] = {name: [] for name in commands}
        for at in range(STARTS + 1):  # the first one warms the disk
            progress(f"start-up {at} of {STARTS}")
            for name, argv in commands.items():
                costs[name].append(cost_of_command(argv))
    middles = {name: middle(each[1:]) for name, each in costs.items()}
    floor = [*middles.values()][-1]
    rows = [(name, _ms(cost.cpu), _ms(cost.wall), f"{cost.cpu / floor.cpu:.2f}", f"{cost.wall / floor.wall:.2f}")
            for name, cost in middles.items()]  # fmt: skip
    head = (
        "a quote of one page, from nothing",
        "processor",
        "wall clock",
        "× floor, processor",
        "× floor, wall clock",
    )
    return _Told(Table("start-up", head, rows), {name: cost.data() for name, cost in middles.items()})


def _long() -> _Told:
    """Does a long quote take its share of time a page, and bounded memory?"""
    rows, data = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for pages in LENGTHS:
            progress(f"a quote of {pages} pages")
            content = long_quote.printed(pages)
            cost = _per_page(middle([cost_of(partial(_decoded, content)) for _ in range(TIMES)]), pages)
            file = Path(folder, f"{pages}.pdf")
            file.write_bytes(content)
            argv = [sys.executable, "-P", "-m", "etabli", "quote", "--json", "--no-xml", str(file)]
            memory = cost_of_command(argv).memory
            rows.append((pages, _ms(cost.cpu), _ms(cost.wall), f"{memory:.0f} MB"))
            data[str(pages)] = cost.data() | {"peak_mb": round(memory, 1)}
    head = ("pages", "processor a page", "wall clock a page", "peak memory of the command")
    return _Told(Table("long quotes", head, rows), data)


def _pictures(examples: Sequence[Example]) -> Iterator[_Told]:
    """Whole readings of scans and photos against Tesseract alone on the same picture."""
    tesseract = shutil.which("tesseract")
    readable = [example for example in examples if example.decoded()] if tesseract else []
    if not tesseract or not readable:
        return
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        for example in readable:
            progress(f"speed: {example.path.name}")
            argv = [
                [tesseract, str(picture), "stdout", "-l", _language(tesseract)]
                for picture in _rendered(example, Path(folder))
            ]
            content = example.path.read_bytes()
            ours.append(_per_page(cost_of(partial(_decoded, content)), example.pages))
            bare = [cost_of_command(each) for each in argv]
            theirs.append(_per_page(Cost(sum(c.wall for c in bare), sum(c.cpu for c in bare)), example.pages))
    yield _compared(
        "pictures", "scan or photo, a page", {"Établi, the whole reading": ours, "Tesseract alone": theirs}
    )


def _language(tesseract: str) -> str:
    known = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=True).stdout
    return "fra" if "fra" in known.split() else "eng"


def _rendered(example: Example, folder: Path) -> list[Path]:
    """The pages as pictures, at 200 dots an inch; a picture as it is."""
    import pypdfium2

    if example.path.suffix != ".pdf":
        return [example.path]
    paths = []
    with pypdfium2.PdfDocument(example.path) as pdf:
        for at, page in enumerate(pdf):
            paths.append(folder / f"{example.path.stem}-{at}.png")
            page.render(scale=200 / 72).to_pil().save(paths[-1])
    return paths
