"""Are the French catalogues complete? Each app's sentences, extracted by GNU gettext, against its own .po file."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib

Key = tuple[str, str, str]  # context, singular, plural
PLACE = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w*)\}")
LOOSE = re.compile(r" (?=[:;?!»])|(?<=«) ")  # where a line could break before or after French punctuation
FRENCH_PLURALS = "nplurals=2; plural=(n > 1);"


@dataclass(frozen=True)
class App:
    """An app's sentences, each with a place where it stands, and the French that it has."""

    name: str
    messages: dict[Key, str]
    catalogue: Any


def apps_of(package: Path, only: str = "") -> Iterator[App]:
    """Each app of the package (or the one called `only`), read in a copy: nothing is written beside the code."""
    folders = sorted(
        path.parent for pattern in ("*/apps.py", "*/*/apps.py") for path in package.glob(pattern)
    )
    unread = shutil.ignore_patterns("locale", "__pycache__", "migrations")
    for folder in folders:
        name = str(folder.relative_to(package))
        if name == only or not only:
            with tempfile.TemporaryDirectory(prefix="etabli-messages-") as place:
                copy = shutil.copytree(folder, Path(place) / name, ignore=unread)
                yield App(name, extract(copy), catalogue_of(folder))


def check_catalogues(package: Path) -> list[str]:
    """One line per fault: a sentence without its French, a fuzzy or an obsolete one, a place name that changed,
    punctuation that a line may break, a sentence with one French here and another there."""
    apps = list(apps_of(package))
    faults = [f"{app.name}: {fault}" for app in apps for fault in _faults(app.messages, app.catalogue)]
    return faults + list(_quarrels(apps))


def _quarrels(apps: Iterable[App]) -> Iterator[str]:
    """Django reads all the catalogues as one: of two ways to say a sentence, one would be shown everywhere."""
    translations: dict[Key, tuple[str, Any]] = {}
    for app in apps:
        for entry in app.catalogue:
            other, french = translations.setdefault(key_of(entry), (app.name, _french(entry)))
            if french != _french(entry):
                yield f"{app.name}: the French of {entry.msgid!r} is not the one of {other}"


def _french(entry: Any) -> Any:
    return entry.msgstr_plural or entry.msgstr


def extract(app: Path) -> dict[Key, str]:
    """The sentences of an app's code and templates, by key, each with a place where it stands."""
    (app / "locale").mkdir()
    result = subprocess.run(
        [sys.executable, "-P", "-m", "django", "makemessages", "-l", "fr", "--no-wrap", "-v", "0"],
        cwd=app,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise SystemExit(f"makemessages failed in {app}: {result.stderr.strip()}")
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
    entries = [entry for entry in catalogue if not entry.obsolete]
    entries_by_key = {key_of(entry): entry for entry in entries}
    if len(entries_by_key) != len(entries):
        yield "a sentence stands twice in the .po file"
    if (
        entries_by_key
        and any(key[2] for key in entries_by_key)
        and catalogue.metadata.get("Plural-Forms") != FRENCH_PLURALS
    ):
        yield f"the .po file must say Plural-Forms: {FRENCH_PLURALS}"
    for key, place in wanted.items():
        if key not in entries_by_key:
            yield f"no French for {key[1]!r} ({place})"
    for key, entry in entries_by_key.items():
        if fault := _fault_of(entry) if key in wanted else f"obsolete: {key[1]!r} is no longer said":
            yield fault
    for entry in catalogue.obsolete_entries():
        yield f"obsolete: {entry.msgid!r} is kept as a comment"


def _fault_of(entry: Any) -> str:
    """What is wrong with the French of a sentence that is said; "" when nothing is."""
    msgid = entry.msgid
    if entry.fuzzy:
        return f"fuzzy: {msgid!r}"
    if not entry.translated():
        return f"empty French for {msgid!r}"
    french = (entry.msgstr, *entry.msgstr_plural.values())
    if _places(entry.msgid_plural or msgid) != _places(entry.msgstr or entry.msgstr_plural.get(1, "")):
        return f"the places in {msgid!r} are not those of its French"
    if any(LOOSE.search(text) for text in french):
        return f"the French of {msgid!r} has a plain space where punctuation wants a no-break one"
    return ""


def _places(sentence: str) -> list[str]:
    return sorted(match.group(0) for match in PLACE.finditer(sentence))


def print_missing(package: Path, wanted_app: str = "") -> None:
    """Prints what each app still has to say in French, as entries to complete in its .po file."""
    for app in apps_of(package, wanted_app):
        translated_keys = {key_of(entry) for entry in app.catalogue if entry.translated()}
        missing = [key for key in app.messages if key not in translated_keys]
        if missing:
            print(f"\n# {app.name}: {len(missing)} missing")
        for context, singular, plural in missing:
            entry = polib.POEntry(msgid=singular, msgid_plural=plural, msgctxt=context or None)
            entry.msgstr_plural = {0: "", 1: ""} if plural else {}
            print(entry)
