"""Write docs/en/dependencies.md: each package the project asks for, its version here, its licence.

Run it after a change of pyproject.toml: `uv run python scripts/dependencies.py`.
"""

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = ("| package | version | licence |", "|---|---|---|")
KNOWN = {"axe-playwright-python": "MIT (it carries axe-core, MPL-2.0)"}  # which declares none


def licence(name: str) -> str:
    """The licence that the package declares: its SPDX expression, else its classifiers."""
    if name in KNOWN:
        return KNOWN[name]
    told = metadata(name)
    if told.get("License-Expression"):
        return str(told["License-Expression"])
    classifiers = [c.split(" :: ")[-1] for c in told.get_all("Classifier", []) if c.startswith("License ::")]
    return ", ".join(classifiers) or (told.get("License") or "see its page").splitlines()[0]


def rows(requirements: list[str]) -> list[str]:
    names = sorted(re.split(r"[\[<>=~! ]", requirement)[0] for requirement in requirements)
    return [f"| {name} | {metadata(name)['Version']} | {licence(name)} |" for name in names]


def extras(groups: dict[str, list[str]]) -> list[str]:
    """A table for each extra: what only some installations need."""
    lines = []
    for name, requirements in sorted(groups.items()):
        lines += ["", f"## The extra `{name}`", "", *HEAD, *rows(requirements)]
    return lines


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = [
        "# Dependencies",
        "",
        "Written by `scripts/dependencies.py`. All are compatible with AGPL-3.0-or-later; the last table",
        "is only used to develop and test.",
        "",
        "## To run",
        "",
        *HEAD,
        *rows(project["project"]["dependencies"]),
        *extras(project["project"]["optional-dependencies"]),
        "",
        "## To develop",
        "",
        *HEAD,
        *rows(project["dependency-groups"]["dev"]),
        "",
        "Fonts: Bricolage Grotesque and Atkinson Hyperlegible Next, SIL OFL 1.1. Places: Etalab (Licence Ouverte 2.0),",
        "GeoNames (CC BY 4.0). Trades: official nomenclature NAFA.",
    ]
    (ROOT / "docs/en/dependencies.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
