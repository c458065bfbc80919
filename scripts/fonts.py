"""Make the fonts: fetch them from npm, keep the French characters, write woff2 for the screen and ttf for PDF.

Run by hand when a font changes: `python scripts/fonts.py` (needs npm and fonttools[woff]). The results are committed.
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent / "src" / "etabli" / "foundation"
SCREEN = ROOT / "ui" / "static" / "ui" / "fonts"
PAPER = ROOT / "documents" / "fonts"

BRICOLAGE = "@fontsource/bricolage-grotesque"
ATKINSON = "@fontsource/atkinson-hyperlegible-next"
# package, weight, name of our file, licence, (family, style) as a document names it
FACES = [
    (BRICOLAGE, 700, "bricolage-700", "OFL-bricolage.txt", ("Bricolage Grotesque", "Bold")),
    (ATKINSON, 400, "atkinson-400", "OFL-atkinson.txt", ("Atkinson Hyperlegible Next", "Regular")),
    (ATKINSON, 700, "atkinson-700", "OFL-atkinson.txt", ("Atkinson Hyperlegible Next", "Bold")),
]
# Latin-1 printable, the French ligatures, dashes, quotes, spaces, the euro and the few signs that the pages write.
FRENCH = (
    "".join(chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100)])
    + "Œœ–—‘’“”„…•‹›€™−≥≤\u202f\u2009\u2011"
)


def fetch(package: str, into: Path) -> Path:
    """Download a package and return the folder of its files."""
    made = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=into, check=True, capture_output=True, text=True
    ).stdout.strip()
    folder = into / made.removesuffix(".tgz")
    with tarfile.open(into / made) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def narrow_space(font: TTFont) -> None:
    """Give the font the narrow no-break space that French prices need, when its drawer left it out."""
    glyphs, widths = font["glyf"], font["hmtx"].metrics
    cmap = font.getBestCmap()
    order = list(font.getGlyphOrder())
    for code, share in ((0x202F, 0.62), (0x2009, 0.62)):
        if code in cmap:
            continue
        name = f"uni{code:04X}"
        glyphs[name] = glyphs["space"].__class__()
        widths[name] = (round(widths["space"][0] * share), 0)
        order = list(font.getGlyphOrder())
        if name not in order:
            font.setGlyphOrder([*order, name])
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def rename(font: TTFont, family: str, style: str) -> None:
    """Name the face plainly: the optical size that the source puts in the family would hide it from a document."""
    for number, text in ((1, family), (2, style), (4, f"{family} {style}")):
        font["name"].setName(text, number, 3, 1, 0x409)


def cut(source: Path, target: Path, flavour: str | None, naming: tuple[str, str]) -> int:
    """Subset one font to French; returns the size of the result in bytes."""
    options = subset.Options(flavor=flavour, layout_features=["kern", "liga", "tnum", "mark", "ccmp", "locl"])
    options.hinting = flavour is None
    font = subset.load_font(str(source), options)
    narrow_space(font)
    rename(font, *naming)
    cutter = subset.Subsetter(options)
    cutter.populate(text=FRENCH)
    cutter.subset(font)
    subset.save_font(font, str(target), options)
    return target.stat().st_size


def main() -> None:
    """Fetch, subset, write, and print what each file weighs."""
    SCREEN.mkdir(parents=True, exist_ok=True)
    PAPER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folders = {package: fetch(package, Path(scratch)) for package in (BRICOLAGE, ATKINSON)}
        for package, weight, name, licence, naming in FACES:
            stem = package.rsplit("/", 1)[1]
            source = folders[package] / "files" / f"{stem}-latin-{weight}-normal.woff2"
            for target, flavour in ((SCREEN / f"{name}.woff2", "woff2"), (PAPER / f"{name}.ttf", None)):
                print(f"{target.relative_to(ROOT)}: {cut(source, target, flavour, naming)} bytes")
            text = (folders[package] / "LICENSE").read_text(encoding="utf-8")
            for place in (SCREEN, PAPER):
                (place / licence).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
