"""The style sheet: readable in both schemes, light to carry, and on nobody else's server."""

import gzip
import re
from pathlib import Path

import pytest

import etabli
import etabli.foundation.ui as app
from etabli.foundation import colours
from etabli.foundation.notify.mail_layout import html_of

SHEET = colours.STYLE_SHEET.read_text(encoding="utf-8")
FONTS = Path(app.__file__).parent / "static/ui/fonts"
PACKAGE = Path(etabli.__file__).parent
SHEETS = sorted(PACKAGE.glob("**/static/**/*.css"))


def tokens(start: str) -> dict[str, dict[str, str]]:
    """The colours of the rule that begins so."""
    rule = SHEET[SHEET.index(start) :].partition("}")[0]
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", rule)
    return {name: {"light": light, "dark": dark} for name, light, dark in found}


TOKENS = tokens(":root {\n    color-scheme")
STRONG = tokens("[data-contrast=high] {")
ASKED_BY_DEVICE = tokens("@media (prefers-contrast: more)")

TEXT = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-2", "main", "main-deep", "wood", "stop")
        for ground in ("paper", "sheet")
    ),
    *(("ink", f"{tone}-soft") for tone in ("main", "wood", "ok", "ask", "stop", "wait", "plum")),
    *((tone, f"{tone}-soft") for tone in ("main", "ok", "ask", "stop", "wait", "plum")),
    *(("ink-2", f"{tone}-soft") for tone in ("main", "wood", "ok", "ask", "stop", "wait", "plum")),
    *((tone, ground) for tone in ("ok", "ask", "stop", "wait", "plum") for ground in ("sheet", "paper")),
    *(("paper", house) for house in ("wood", "main", "plum")),
    *(("stop", ground) for ground in ("wood-soft", "paper")),
    ("main", "wood-soft"),
    ("main-deep", "main-soft"),
    ("on-main", "main"),
    ("on-main", "main-deep"),
    ("on-wood", "wood"),
    ("paper", "ink"),
    *(("on-scale-low", f"scale-{rank}") for rank in (1, 2, 3)),
    *(("on-scale-high", f"scale-{rank}") for rank in (4, 5)),
]
SIGNS = [("edge", "sheet"), ("edge", "paper"), ("wood", "paper"), ("wood", "sheet"), ("main", "main-soft")]


MARK = "foundation/ui/static/ui/mark.svg"  # shown by browsers beside the address: no style sheet reaches it


def test_no_other_file_holds_a_colour_of_the_house() -> None:
    """Change the style sheet, and mails, printed documents and drawn pictures follow."""
    ours = {tint for pair in TOKENS.values() for tint in pair.values()} - {"#ffffff"}
    package = Path(etabli.__file__).parent
    kinds = {".css", ".html", ".js", ".json", ".py", ".svg", ".toml", ".typ"}
    held = {
        str(path.relative_to(package)): ours
        & set(re.findall(r"#[0-9a-f]{6}", path.read_text(encoding="utf-8").lower()))
        for path in package.rglob("*")
        if path.suffix in kinds and path != colours.STYLE_SHEET
    }
    assert len(held) > 1000
    assert {name: tints for name, tints in held.items() if tints} == {
        MARK: {colours.LIGHT["main"], colours.LIGHT["wood-soft"]}
    }


def test_what_is_drawn_elsewhere_reads_the_tokens() -> None:
    assert {name: (pair["light"], pair["dark"]) for name, pair in TOKENS.items()} == {
        name: (colours.LIGHT[name], colours.DARK[name]) for name in colours.LIGHT
    }
    mail = html_of("Un titre", "Bonjour Zoé,\n\nVoir :\nhttps://example.org/a\n")
    assert all(tint in mail for tint in (colours.LIGHT["main"], colours.LIGHT["paper"], colours.DARK["main"]))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def fainter(
    pairs: list[tuple[str, str]], tokens: dict[str, dict[str, str]], scheme: str, *, than: float
) -> list[tuple[str, str]]:
    """The pairs of a text or a sign and its ground that contrast less than asked."""
    return [
        (front, ground)
        for front, ground in pairs
        if contrast(tokens[front][scheme], tokens[ground][scheme]) < than
    ]


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable(scheme: str) -> None:
    assert fainter(TEXT, TOKENS, scheme, than=4.5) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_strong_contrast_is_strong(scheme: str) -> None:
    """The stricter level of WCAG (1.4.6): 7 to 1."""
    assert fainter(TEXT, TOKENS | STRONG, scheme, than=7) == []


def test_the_device_asks_for_the_same_strong_contrast() -> None:
    assert STRONG
    assert ASKED_BY_DEVICE == STRONG


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_focus_are_seen(scheme: str) -> None:
    assert fainter(SIGNS, TOKENS, scheme, than=3) == []


def test_it_is_light() -> None:
    assert len(gzip.compress(SHEET.encode())) < 11 * 1024
    assert sum(path.stat().st_size for path in SHEETS) <= 60 * 1024
    assert sum(path.stat().st_size for path in FONTS.glob("*.woff2")) < 42 * 1024


def test_no_rule_is_dead() -> None:
    """Each class of a selector is written somewhere: in a template's `class`, or as a word of a string of code."""
    words, numbered = classes_written()
    dead = {
        f"{path.name}: .{name}"
        for path in SHEETS
        for name in classes_of(path.read_text(encoding="utf-8"))
        if name not in words and name.rstrip("0123456789") not in numbered
    }
    assert dead == set()


def classes_of(sheet: str) -> set[str]:
    """The classes that the selectors of a sheet name."""
    bare = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet, flags=re.S)
    return {
        name
        for selector in re.findall(r"([^{}]+)\{", bare)
        for name in re.findall(r"\.([a-z][\w-]*)", selector)
    }


def classes_written() -> tuple[set[str], set[str]]:
    """The words that templates and code can give to `class`, and the beginnings of those that end in a number."""
    words: set[str] = set()
    numbered: set[str] = set()
    for path in PACKAGE.rglob("*"):
        if path.suffix not in {".html", ".js", ".py", ".svg"}:
            continue
        text = path.read_text(encoding="utf-8")
        values = re.findall(r'class="((?:[^"{]|\{%.*?%\}|\{\{.*?\}\})*)"', text)
        numbered.update(name for value in values for name in re.findall(r"([a-z]+)\{\{", value))
        if path.suffix in {".html", ".svg"}:
            values += re.findall(r'(?:tone|kind|phone|name|class)="([\w-]+)"', text)
        else:
            values += re.findall(r"""["'`]([^"'`\n]*)["'`]""", text)
        words.update(name for value in values for name in re.findall(r"[a-z][\w-]*", value))
    return words, numbered


def test_it_loads_only_our_own_fonts() -> None:
    named = re.findall(r'url\("?([^")]+)"?\)', SHEET)
    assert named
    assert all((FONTS.parent / name).is_file() for name in named)
    assert "@import" not in SHEET


def test_its_braces_are_balanced_and_its_properties_defined() -> None:
    assert SHEET.count("{") == SHEET.count("}")
    used = set(re.findall(r"var\(--([\w-]+)", SHEET))
    assert used <= set(re.findall(r"--([\w-]+):", SHEET))


def test_the_fonts_carry_their_licences() -> None:
    for folder in (FONTS, Path(app.__file__).parents[1] / "documents/fonts"):
        texts = [path.read_text(encoding="utf-8") for path in folder.glob("OFL-*.txt")]
        assert len(texts) == 2
        assert all("SIL OPEN FONT LICENSE" in text.upper() for text in texts)
