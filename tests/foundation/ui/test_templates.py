"""Every template of the package: it compiles, knows its attributes, and holds nothing that the browser would block."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import Template, TemplateSyntaxError

import etabli
from tests.foundation.ui.vocabulary import ATTRIBUTES, ELEMENTS, PREFIXES

PACKAGE = Path(etabli.__file__).parent
TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*.html"))
MAILS = {
    "letter.html"
}  # mail programs read no style sheet: tables and styles in place, see notify's own test
MARKS = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}", re.S)
VARIABLES = re.compile(r"{{.*?}}", re.S)


def name_of(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def faults_of(source: str) -> list[str]:
    """What is wrong in a template's own HTML, once its tags are taken out."""
    html = VARIABLES.sub("1", MARKS.sub("", source))
    faults: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            where = f"line {self.getpos()[0]}: <{tag}>"
            if tag not in ELEMENTS:
                faults.append(f"{where} is no known element")
            if tag == "style" or (tag == "script" and not any(name == "src" for name, _ in attrs)):
                faults.append(f"{where} is written in the page")
            for name, value in attrs:
                if name == "style" or name.startswith("on"):
                    faults.append(f"{where} has an inline {name}=")
                elif name not in ATTRIBUTES and not name.startswith(PREFIXES):
                    faults.append(f"{where} has an unknown attribute {name}")
                if (value or "").strip().startswith(("http://", "https://", "//")) and name in {
                    "src",
                    "srcset",
                }:
                    faults.append(f"{where} loads from a third party")

    Reader().feed(html)
    return faults


def test_each_compiles() -> None:
    faults = []
    for path in TEMPLATES:
        try:
            Template(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as fault:
            faults.append(f"{name_of(path)}: {fault}")
    assert not faults, "\n".join(faults)


def test_the_html_of_each_is_known() -> None:
    faults = [
        f"{name_of(path)}, {fault}"
        for path in TEMPLATES
        if path.name not in MAILS
        for fault in faults_of(path.read_text(encoding="utf-8"))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('<p clas="a">', "unknown attribute clas"),
        ('<input aria-discribedby="a">', "unknown attribute aria-discribedby"),
        ('<button{% if a %} onclick="b()"{% endif %}>', "inline onclick"),
        ('<p style="color: red">', "inline style"),
        ("<script>1</script>", "written in the page"),
        ("<sectoin>", "no known element"),
        ('<img src="https://example.org/a.png">', "third party"),
    ],
)
def test_a_typo_is_seen(source: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(source))


def test_tags_inside_an_attribute_are_no_fault() -> None:
    assert (
        faults_of('<h{{ level }} class="a{% if b != "c" %} {{ b }}{% endif %}"{% if d %} hidden{% endif %}>')
        == []
    )
