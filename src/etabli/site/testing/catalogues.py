"""Are the French catalogues complete? Each app's sentences, extracted by GNU gettext, against its own .po file."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib

Key = tuple[str, str, str]  # context, singular, plural
PLACE = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w*)\}")
FRENCH_PLURALS = "nplurals=2; plural=(n > 1);"


def apps_of(package: Path) -> list[Path]:
    return sorted(path.parent for pattern in ("*/apps.py", "*/*/apps.py") for path in package.glob(pattern))


def check_catalogues(package: Path) -> list[str]:
    """One line per fault: a sentence without its French, a fuzzy or an obsolete one, a place name that changed."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="etabli-messages-") as folder:
        for app in apps_of(package):
            copy = Path(folder) / app.relative_to(package)
            shutil.copytree(app, copy, ignore=shutil.ignore_patterns("locale", "__pycache__", "migrations"))
            name = str(app.relative_to(package))
            faults += [f"{name}: {fault}" for fault in _faults(extract(copy), catalogue_of(app))]
            shutil.rmtree(copy)
    return faults


def extract(app: Path) -> dict[Key, str]:
    """The sentences of an app's code and templates, by key, each with a place where it stands."""
    (app / "locale").mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "django", "makemessages", "-l", "fr", "--no-wrap", "-v", "0"],
        cwd=app,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"makemessages failed in {app}: {done.stderr.strip()}")
    path = app / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return {}
    return {key_of(entry): _place(entry) for entry in polib.pofile(str(path)) if not entry.obsolete}


def catalogue_of(app: Path) -> Any:
    path = app / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def key_of(entry: Any) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def _place(entry: Any) -> str:
    return f"{entry.occurrences[0][0]}:{entry.occurrences[0][1]}" if entry.occurrences else ""


def _faults(wanted: dict[Key, str], catalogue: Any) -> Iterator[str]:
    held = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    if len(held) != len([entry for entry in catalogue if not entry.obsolete]):
        yield "a sentence stands twice in the .po file"
    if held and any(key[2] for key in held) and catalogue.metadata.get("Plural-Forms") != FRENCH_PLURALS:
        yield f"the .po file must say Plural-Forms: {FRENCH_PLURALS}"
    for key, place in wanted.items():
        if key not in held:
            yield f"no French for {key[1]!r} ({place})"
    for key, entry in held.items():
        if key not in wanted:
            yield f"obsolete: {key[1]!r} is no longer said"
        elif entry.fuzzy:
            yield f"fuzzy: {key[1]!r}"
        elif not entry.translated():
            yield f"empty French for {key[1]!r}"
        elif _places(entry.msgid_plural or entry.msgid) != _places(
            entry.msgstr or entry.msgstr_plural.get(1, "")
        ):
            yield f"the places in {key[1]!r} are not those of its French"
    for entry in catalogue.obsolete_entries():
        yield f"obsolete: {entry.msgid!r} is kept as a comment"


def _places(sentence: str) -> list[str]:
    return sorted(match.group(0) for match in PLACE.finditer(sentence))


def print_missing(package: Path, wanted_app: str = "") -> None:
    """Prints what each app still has to say in French, as entries to complete in its .po file."""
    with tempfile.TemporaryDirectory(prefix="etabli-messages-") as folder:
        for app in apps_of(package):
            name = str(app.relative_to(package))
            if wanted_app and name != wanted_app:
                continue
            copy = Path(folder) / name
            shutil.copytree(app, copy, ignore=shutil.ignore_patterns("locale", "__pycache__", "migrations"))
            held = {key_of(entry) for entry in catalogue_of(app) if entry.translated()}
            missing = [key for key in extract(copy) if key not in held]
            if missing:
                print(f"\n# {name}: {len(missing)} missing")
            for context, singular, plural in missing:
                entry = polib.POEntry(msgid=singular, msgid_plural=plural, msgctxt=context or None)
                entry.msgstr_plural = {0: "", 1: ""} if plural else {}
                print(entry)
