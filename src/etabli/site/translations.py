"""Compiled translations: made from the .po files of each app, which alone are kept in the repository."""

from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parents[1]


def compile_translations(package: Path = PACKAGE) -> list[Path]:
    """Compiles each .po whose .mo is absent or older. Returns the .mo files that were written."""
    written = []
    for source in sorted(package.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            fresh = target.with_suffix(".mo.new")
            polib.pofile(str(source)).save_as_mofile(str(fresh))
            fresh.replace(target)
            written.append(target)
    return written


def main(argv: list[str]) -> int:
    written = compile_translations()
    print(f"{len(written)} catalogue(s) compiled")
    return 0
