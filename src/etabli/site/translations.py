"""Compiled translations: made from the .po files of each app, which alone are kept in the repository."""

from pathlib import Path

from etabli.foundation.terminal import OneLineParser, pick

PACKAGE = Path(__file__).resolve().parents[1]


def stale_sources(package: Path) -> list[Path]:
    """Each .po whose .mo is absent or older."""
    sources = []
    for source in sorted(package.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            sources.append(source)
    return sources


def compile_translations(package: Path = PACKAGE) -> list[Path]:
    """Compiles what needs it. Returns the .mo files that were written."""
    stale, written = stale_sources(package), []
    if stale:
        import polib  # an installed package has them compiled: only a checkout needs it
    for source in stale:
        target = source.with_suffix(".mo")
        fresh = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
        written.append(target)
    return written


def main(argv: list[str]) -> int:
    parser = OneLineParser(
        prog="etabli translations",
        description=pick(
            "Préparer les traductions, à partir des fichiers .po.",
            "Prepare the translations, from the .po files.",
        ),
    )
    parser.add_argument(
        "--missing",
        nargs="?",
        const="",
        metavar="APP",
        help=pick(
            "écrire ce qui n'a pas encore de français (toutes les applications)",
            "print what has no French yet (all apps)",
        ),
    )
    options = parser.parse_args(argv)
    if options.missing is not None:
        from etabli.site.testing.catalogues import print_missing

        print_missing(PACKAGE, options.missing)
        return 0
    written = compile_translations()
    print(pick(f"{len(written)} catalogue(s) préparé(s)", f"{len(written)} catalogue(s) prepared"))
    return 0
