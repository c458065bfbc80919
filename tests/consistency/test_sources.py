"""Sizes, silences and leftovers: what each source file keeps to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.consistency.arrows import PACKAGE, ROOT

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
LONGEST_PAGE = 25

SOURCES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
EVERYTHING = [*SOURCES, *(path for path in sorted((ROOT / "tests").rglob("*.py")))]


def where(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef, int]]:
    """Each function with its length: from its first line to its last, without its docstring."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            first = node.body[0]
            has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
            yield node, (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_modules_are_short() -> None:
    lengths = {where(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    long = {name: length for name, length in lengths.items() if length > LONGEST_MODULE}
    assert not long, f"past {LONGEST_MODULE} lines a module becomes a package: {long}"


def test_functions_are_short() -> None:
    long = {
        f"{where(path)}:{node.lineno} {node.name}": length
        for path in SOURCES
        for node, length in functions(path)
        if length > LONGEST_FUNCTION
    }
    assert not long, f"past {LONGEST_FUNCTION} lines: {long}"


def test_pages_are_short() -> None:
    long = {
        f"{where(path)}:{node.lineno} {node.name}": length
        for path in SOURCES
        if path.name == "pages.py" or path.parent.name == "pages"
        for node, length in functions(path)
        if length > LONGEST_PAGE
    }
    assert not long, f"a page is query, form, action, template in {LONGEST_PAGE} lines: {long}"


SILENCE = re.compile(r"#\s*(noqa|type:\s*ignore)\b(.*)$")
WITH_REASON = re.compile(r"(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[\w-]+(,\s*[\w-]+)*\])\s*(--|#)\s*\w.{4,}")


def test_a_check_is_silenced_only_by_name_and_with_a_reason() -> None:
    faults = [
        f"{where(path)}:{number}: {line.strip()}"
        for path in EVERYTHING
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (silence := SILENCE.search(line)) and not WITH_REASON.match(silence[2])
    ]
    assert not faults, "\n".join(faults)


LEFTOVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bprint\(.*#\s*debug|\bbreakpoint\(")


def test_nothing_is_left_for_later() -> None:
    faults = [
        f"{where(path)}:{number}: {line.strip()}"
        for path in EVERYTHING
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LEFTOVER.search(line)
    ]
    assert not faults, "\n".join(faults)


def test_every_app_says_what_it_is_for() -> None:
    silent = [
        where(path.parent) for path in PACKAGE.glob("*/*/apps.py") if not (path.parent / "README.md").exists()
    ]
    assert not silent


def test_no_room_is_called_after_nothing() -> None:
    vague = {"utils", "common", "helpers", "misc", "base", "core"}
    rooms = {where(path) for path in SOURCES if path.stem in vague or path.parent.name in vague}
    assert rooms == {
        "src/etabli/site/sqlite3/base.py"
    }  # the name under which Django looks for a database's backend
