"""ARCHITECTURE.md's drawing, read; and the import-linter contracts that say the same.

`python -m tests.consistency.arrows` writes the contracts into pyproject.toml from the drawing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "etabli"
BEGIN = "# -- arrows: written from ARCHITECTURE.md by `python -m tests.consistency.arrows` --\n"
END = "# -- end of the arrows --\n"
ON_TOP = ("front", "site", "demo")


@dataclass(frozen=True)
class Drawing:
    """The wings from the lowest to the highest, and for each app of a wing the apps it points to."""

    wings: dict[str, dict[str, frozenset[str]]]

    def wing_of(self, app: str) -> str:
        return next(wing for wing, apps in self.wings.items() if app in apps)

    def reach(self, app: str) -> frozenset[str]:
        """The apps of its own wing that it may use: those its arrows lead to, step after step."""
        arrows = self.wings[self.wing_of(app)]
        apps: set[str] = set()
        ahead = list(arrows[app])
        while ahead:
            other = ahead.pop()
            if other not in apps:
                apps.add(other)
                ahead += arrows[other]
        return frozenset(apps)

    def may_use(self, user: str, used: str) -> bool:
        """Whether `user` may use `used`; both are names of apps, or of what stands on top (front, site, demo)."""
        if user == used or user in {"site", "demo"}:
            return True
        if used in ON_TOP:
            return False
        if user == "front":
            return True
        order = list(self.wings)
        here, there = order.index(self.wing_of(user)), order.index(self.wing_of(used))
        return there < here or (there == here and used in self.reach(user))


def read_drawing(text: str) -> Drawing:
    """Reads the fenced block named `arrows`: a wing at the margin, its apps indented, `→` before what they use."""
    block = re.search(r"```arrows\n(.*?)```", text, re.DOTALL)
    assert block, "ARCHITECTURE.md has no ```arrows block"
    wings: dict[str, dict[str, frozenset[str]]] = {}
    wing = ""
    for line in block[1].splitlines():
        if not line.strip():
            continue
        if not line.startswith(" "):
            wing = line.split()[0]
            wings[wing] = {}
            continue
        app, _, targets = line.partition("→")
        names = frozenset(name.strip() for name in targets.split(",") if name.strip())
        unknown = names - set(wings[wing])
        assert not unknown, (
            f"{app.strip()} points to {sorted(unknown)}, which must be drawn above it in its wing"
        )
        wings[wing][app.split()[0]] = names
    return Drawing(wings)


def drawing() -> Drawing:
    return read_drawing((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))


def apps_on_disk() -> dict[str, set[str]]:
    """The apps of each wing that have something in them: a module beyond their mere declaration."""
    apps: dict[str, set[str]] = {}
    for module in PACKAGE.glob("*/*/**/*.py"):
        wing, app = module.relative_to(PACKAGE).parts[:2]
        if (
            module.name not in {"__init__.py", "apps.py"}
            and wing not in ON_TOP
            and "migrations" not in module.parts
        ):
            apps.setdefault(wing, set()).add(app)
    return apps


def contracts(drawn: Drawing) -> str:
    """The contracts, as they must stand in pyproject.toml, for the apps that exist."""
    there = apps_on_disk()
    wings = [wing for wing in drawn.wings if wing in there]
    top = [name for name in ("site", "demo") if (PACKAGE / name / "__init__.py").exists()]
    front = ["front"] if (PACKAGE / "front" / "__init__.py").exists() else []
    blocks = [
        _block(
            name="the wings, in one order",
            type="layers",
            containers=["etabli"],
            layers=[" | ".join(top), *front, *reversed(wings)],
            exhaustive=True,
            exhaustive_ignores=["__main__"],
        ),
        _block(
            name="engines are plain Python",
            type="forbidden",
            source_modules=["etabli.*.*.engine"],
            forbidden_modules=["django"],
        ),
        _block(
            name="the stages of reading a quote, in one order",
            type="layers",
            containers=["etabli.procurement.quotes.engine"],
            layers=["decoder", "report", "einvoice", "values", "layout | files", "text"],
        ),
    ]
    for wing in wings:
        present = [app for app in drawn.wings[wing] if app in there[wing]]
        for app in present:
            refused = [other for other in present if other != app and other not in drawn.reach(app)]
            if refused:
                targets = ", ".join(sorted(drawn.reach(app) & set(present))) or "nothing"
                blocks.append(
                    _block(
                        name=f"in {wing}, {app} reaches {targets}",
                        type="forbidden",
                        source_modules=[f"etabli.{wing}.{app}"],
                        forbidden_modules=[f"etabli.{wing}.{other}" for other in refused],
                    )
                )
    return "\n".join(blocks)


def _block(**fields: object) -> str:
    return "[[tool.importlinter.contracts]]\n" + "".join(_line(name, value) for name, value in fields.items())


def _line(name: str, value: object) -> str:
    if isinstance(value, bool):
        return f"{name} = {str(value).lower()}\n"
    if isinstance(value, str):
        return f'{name} = "{value}"\n'
    assert isinstance(value, list)
    return f"{name} = [" + ", ".join(f'"{item}"' for item in value) + "]\n"


def pieces(text: str) -> Iterator[str]:
    """pyproject.toml in three: before the contracts, the contracts, after them."""
    before, _, rest = text.partition(BEGIN)
    held, _, after = rest.partition(END)
    yield from (before, held, after)


if __name__ == "__main__":
    path = ROOT / "pyproject.toml"
    before, _held, after = pieces(path.read_text(encoding="utf-8"))
    path.write_text(before + BEGIN + contracts(drawing()) + END + after, encoding="utf-8")
