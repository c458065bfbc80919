"""The files, modules and functions that a document names, between backquotes or in bold, are there."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
DOCUMENTS = [path for top in ("docs", "src", "tests") for path in sorted((ROOT / top).rglob("*.md"))]
DOCUMENTS += [
    path for path in sorted(ROOT.glob("*.md")) if path.name != "CHANGELOG.md"
]  # which tells of the past
BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([^`\n]+)`|\*\*([\w/]+\.py)\*\*")
FILE = re.compile(r"(?:[\w-]+/)*[\w-]+\.(?:css|html|js|py|toml|tsv|typ|txt)")
FOLDER = re.compile(r"(?:[\w-]+/){2,}")
FUNCTION = re.compile(r"((?:[a-z_]\w*\.)*[a-z]\w*)\(.*\)|((?:[a-z]\w*\.)*[a-z]+(?:_[a-z]+)+)")
TEXTS = {".css", ".html", ".js", ".py", ".sh", ".toml", ".txt"}
# What others call so, and what the reader makes.
OTHERS = {"pg_ctl", "coverage_simplify", "cle-sauvegardes.txt"}


@cache
def files() -> list[str]:
    tops = [ROOT / top for top in (".ci", "bench", "docs", "scripts", "src", "tests")]
    paths = [path for top in tops for path in top.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return [f"/{path.relative_to(ROOT).as_posix()}" for path in [*paths, *ROOT.glob("*.*")]]


@cache
def registries() -> set[str]:
    """The modules that any app may have."""
    modules = (ROOT / "src").rglob("*.py")
    return {
        f"{name}.py"
        for path in modules
        for name in re.findall(r'registry_modules\("(\w+)"', path.read_text("utf-8"))
    }


@cache
def words() -> set[str]:
    """All that our sources say, and what their files are called."""
    texts = [ROOT / name[1:] for name in files() if PurePosixPath(name).suffix in TEXTS]
    said = {word for path in texts for word in re.findall(r"\w+", path.read_text("utf-8"))}
    return said | {part.partition(".")[0] for name in files() for part in name.split("/")}


def is_there(name: str, folder: str) -> bool:
    """`links.py` of an app stands under its folder, `people/access.py` anywhere; `handover.py` in any app."""
    of_app = [file for file in files() if file.startswith(folder)] if folder.startswith("/src/") else files()
    where = files() if "/" in name else of_app
    return name in registries() or any(file.endswith(f"/{name}") for file in where)


def gone(path: Path) -> Iterator[str]:
    folder = f"/{path.parent.relative_to(ROOT).as_posix()}/"
    for quoted, bold in NAMED.findall(BLOCK.sub("", path.read_text("utf-8"))):
        name = (quoted or bold).partition("::")[0]
        if FILE.fullmatch(name):
            is_known = is_there(name, folder)
        elif FOLDER.fullmatch(name):
            is_known = any(f"/{name}" in file for file in files())
        elif function := FUNCTION.fullmatch(name):
            is_known = {*(function[1] or function[2]).split(".")} <= words()
        else:
            continue
        if not is_known and name not in OTHERS:
            yield name


def test_what_a_document_names_is_there() -> None:
    faults = [f"{path.relative_to(ROOT)}: {name}" for path in DOCUMENTS for name in gone(path)]
    assert len(DOCUMENTS) > 50
    assert not faults, "\n".join(faults)
