"""Stores for the tests, and files in them."""

from datetime import datetime
from typing import Any

from django.core.files.storage import storages

from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.store_addresses import storage_settings
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.files.stores import MARKER_NAME, PARTIAL_FOLDER, PROBE_FOLDER, QUARANTINE_FOLDER, Store
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.factories import AT

KEYS = {"access_key": "a-key", "secret_key": "a-secret"}


def made(address: str) -> Store:
    place: Any = storages.create_storage(storage_settings(address, **KEYS))
    return place


def emptied(place: Store) -> Store:
    """As it is before any installation: not even a marker."""
    for folder in (QUARANTINE_FOLDER, PARTIAL_FOLDER, PROBE_FOLDER):
        for name, _at in list(place.walk(folder)):
            place.delete(f"{folder}/{name}")
    for name in [*names(place), MARKER_NAME]:
        place.delete(name)
    return place


def names(place: Store, folder: str = "") -> set[str]:
    return {name for name, _at in place.walk(folder)}


def kept(content: bytes = make.PDF, name: str = "devis été.pdf", at: datetime = AT) -> StoredFile:
    file = make.examined(content, name)
    return save_file(file, purpose="quote", chamber_id=1, by=Viewer.system(1), at=at)
