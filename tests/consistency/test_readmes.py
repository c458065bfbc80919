"""What an app's README calls by its name exists: each name in backticks with a dot or a call in it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.consistency.arrows import PACKAGE

NAME = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(\(.*\))?")
FILE = re.compile(r"\.(?:py|md|txt|toml|html|json|css|js|csv|tsv|pdf|npz|typ|po)$")
READMES = sorted([*PACKAGE.glob("*/README.md"), *PACKAGE.glob("*/*/README.md")])
APPS = {readme.parent.name: readme.parent for readme in READMES}


@cache
def names_in(place: Path) -> frozenset[str]:
    """What is defined in a module, or in all those of a folder, with the names of the files and of the folders."""
    files = [place] if place.is_file() else [file for file in place.rglob("*") if "locale" not in file.parts]
    names = {file.name.split(".")[0] for file in files}
    for file in files:
        if file.suffix == ".py":
            names |= {name for node in ast.walk(ast.parse(file.read_text())) for name in _defined(node)}
    return frozenset(names)


def _defined(node: ast.AST) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return [name]
        case ast.arg(arg=name):
            return [name]
        case ast.ImportFrom(names=aliases):
            return [alias.asname or alias.name for alias in aliases]
        case ast.Constant(value=str(text)):  # the label of an act, of a link or of a kind of message
            return [text, *text.split(".")] if NAME.fullmatch(text) else []
    return []


def missing_in(app: Path, text: str) -> list[str]:
    """The names of a README of this app that nothing bears: neither there nor in the app, the module of the foundation
    or the class that the name begins with."""
    written = dict.fromkeys(re.findall(r"`([^`\n]+)`", text))
    matches = [match for name in written if (match := NAME.fullmatch(name)) and not FILE.search(name)]
    named = [
        match for match in matches if "." in match[1] or (match[2] and len(match[1]) > 1)
    ]  # but for `f(x)`
    return [match[0] for match in named if not _exists(app, match[1])]


def _exists(app: Path, name: str) -> bool:
    first, *others = name.split(".")
    places = [app, PACKAGE / "foundation" / "registries.py"]  # whose names an app may give to others
    if first in APPS:
        places.append(APPS[first])
    places += [file for file in (PACKAGE / "foundation" / f"{first}.py",) if file.exists()]
    if first[0].isupper():
        places += [place for place in (*APPS.values(), PACKAGE / "foundation") if first in names_in(place)]
    return any({first, *others} <= {*names_in(place), place.stem} for place in places)


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.parent.name)
def test_a_readme_names_what_exists(readme: Path) -> None:
    assert not missing_in(readme.parent, readme.read_text())


def test_a_name_that_nothing_bears_is_seen() -> None:
    text = "`queries.standing_ad`, `Ad.came_of`, `registries.Kind`, `queries.ad_gone`, `put_away(brief)`, `ad_gone`"
    assert missing_in(APPS["briefs"], text) == ["queries.ad_gone", "put_away(brief)"]
