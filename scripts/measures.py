"""Print what the code measures: lines per wing, functions, modules, folders, arrows, references, names to change.

Run it before and after a change of structure: `uv run python scripts/measures.py`. Lines are those of code: blanks,
comments and docstrings are not counted. ARCHITECTURE.md quotes it.
"""

import ast
import io
import re
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "etabli"
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
SHORT_MODULE = 30  # lines: whether it is worth a file is to be asked
DJANGO = {
    "apps",
    "models",
    "urls",
}  # modules that Django looks for by their name; and all those of two folders
DJANGO_FOLDERS = {"commands", "templatetags"}
LAYERS = {"actions", "queries", "rules", "forms", "pages"}  # ARCHITECTURE.md: the usual modules of an app
FULL_FOLDER = 15  # modules: a newcomer no longer sees the whole
VAGUE = {"found", "one", "told", "said", "those", "them"}  # as names of variables, where the noun would do

type Definition = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: Path = SOURCE) -> Iterator[Path]:
    """The modules of the product, but for its migrations, which are written once."""
    yield from sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def code_lines(path: Path) -> set[int]:
    """The numbers of the lines that hold code."""
    text = path.read_text("utf-8")
    docstrings = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node, clean=False) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    spoken = [range(token.start[0], token.end[0] + 1) for token in tokens if token.type not in SILENT]
    return {line for lines in spoken for line in lines} - docstrings


def functions(path: Path) -> Iterator[Definition]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def named(path: Path) -> Iterator[str]:
    """The name of each variable and argument, at each place where it is given."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg


def vague_names(path: Path) -> Iterator[str]:
    """Each place where a variable or an argument has a name that says nothing; "one" beside "other" names a pair."""
    names = list(named(path))
    return (name for name in names if name in VAGUE and not (name == "one" and "other" in names))


def registries() -> set[str]:
    """The names by which the foundation finds a module in each app."""
    return {
        name
        for path in modules()
        for name in re.findall(r'registry_modules\("(\w+)"', path.read_text("utf-8"))
    }


def why_short(path: Path, registry_names: set[str]) -> str:
    """What a short module is there for; "other" where nothing but its own noun says so."""
    if path.name == "__init__.py":
        return "__init__"
    is_of_app = (path.parent / "apps.py").exists()
    if (
        path.stem in DJANGO
        or path.parent.name in DJANGO_FOLDERS
        or (is_of_app and path.stem in registry_names)
    ):
        return "found by its name"
    return "usual of an app" if path.stem in LAYERS else "other"


def main() -> None:
    paths = list(modules())
    lines = {path: code_lines(path) for path in paths}
    wings = Counter[str]()
    for path in paths:
        wing = path.relative_to(SOURCE).parts[0] if path.parent != SOURCE else "(root)"
        wings[wing] += len(lines[path])
    for wing, count in sorted(wings.items()):
        print(f"lines of {wing:<12} {count:>7,}")
    print(f"lines in all          {sum(wings.values()):>7,} in {len(paths)} modules")
    lengths = sorted(
        len(lines[path] & set(range(node.lineno, (node.end_lineno or node.lineno) + 1)))
        for path in paths
        for node in functions(path)
    )
    print(
        f"functions             {len(lengths):>7,}, median {median(lengths):.0f} lines, "
        f"p90 {quantiles(lengths, n=10)[-1]:.0f}, longest {lengths[-1]}"
    )
    longest = max(paths, key=lambda path: len(lines[path]))
    print(f"longest module        {len(lines[longest]):>7,} {longest.relative_to(SOURCE)}")
    short = [path for path in paths if 0 < len(lines[path]) < SHORT_MODULE]
    registry_names = registries()
    whys = Counter(why_short(path, registry_names) for path in short)
    print(
        f"modules under {SHORT_MODULE}      {len(short):>7,}",
        *(f"{why} {count}" for why, count in sorted(whys.items())),
    )
    folders = Counter(path.parent for path in paths if path.name != "__init__.py")
    full = {folder.relative_to(SOURCE): count for folder, count in folders.items() if count > FULL_FOLDER}
    print(
        f"folders over {FULL_FOLDER}       {len(full):>7,}",
        *(f"{folder} {count}" for folder, count in full.items()),
    )
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    print(f"contracts of imports  {len(contracts):>7,}")
    declared = (ROOT / "tests" / "consistency" / "references.txt").read_text("utf-8").splitlines()
    print(f"rows named without a key {sum(bool(line) and not line.startswith('#') for line in declared):>4,}")
    statements = re.search(
        r'"sign_up": (\d+)', (ROOT / "tests/programme/workshops/test_statements.py").read_text("utf-8")
    )
    print(f"statements of a sign-up  {statements[1] if statements else '?':>4}")
    vague = Counter(name for path in paths for name in vague_names(path))
    print(
        f"names that say nothing {sum(vague.values()):>6,}",
        *(f"{name} {count}" for name, count in vague.most_common()),
    )


if __name__ == "__main__":
    sys.exit(main())
