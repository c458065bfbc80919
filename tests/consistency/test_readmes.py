"""A README sends to modules that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "etabli"
FILES = [
    f"/{path.relative_to(ROOT).as_posix()}"
    for top in ("src", "tests", "scripts")
    for path in (ROOT / top).rglob("*.py")
]
READMES = [path.relative_to(SOURCE).as_posix() for path in sorted(SOURCE.rglob("README.md"))]
REGISTRIES = {  # that any app may have
    name
    for path in SOURCE.rglob("*.py")
    for name in re.findall(r'registry_modules\("(\w+)"', path.read_text("utf-8"))
}


@pytest.mark.parametrize("readme", READMES)
def test_the_modules_of_a_readme_are_there(readme: str) -> None:
    """`links.py` stands under its folder, `people/access.py` anywhere; `handover.py` is a registry of each app."""
    path = SOURCE / readme
    own = [file for file in FILES if file.startswith(f"/{path.parent.relative_to(ROOT).as_posix()}/")]
    gone = [
        name
        for name in re.findall(r"(?:`|\*\*)((?:\w+/)*\w+\.py)(?:`|\*\*)", path.read_text("utf-8"))
        if name.removesuffix(".py") not in REGISTRIES
        and not any(file.endswith(f"/{name}") for file in (FILES if "/" in name else own))
    ]
    assert not gone
