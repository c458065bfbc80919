"""A database whose file is absent, or was replaced, is seen: Django's own SQLite would make an empty one in its place,
and go on writing into a file that has no name any more.
"""

import os
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base, creation, features

from etabli.site.sqlite3 import ABSENT


def create_file(database: dict[str, Any]) -> bool:
    """Make the empty file of a new database (described as in DATABASES), closed to others; False when it is there."""
    path = Path(database["NAME"])
    if path.exists():
        return False
    path.touch(mode=0o600)
    return True


class DatabaseCreation(creation.DatabaseCreation):
    """The databases of tests are new ones."""

    def _create_test_db(self, verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name: str = super()._create_test_db(verbosity, autoclobber, keepdb)  # type: ignore[misc]  # not in the stubs
        if not self.is_in_memory_db(name):
            create_file({"NAME": name})
        return name


class DatabaseFeatures(features.DatabaseFeatures):
    """Those of SQLite 3.38 and newer, known without opening a file."""

    supports_json_field = True


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens what is there; lets go of a file that was removed or replaced, at the next request."""

    creation_class = DatabaseCreation
    features_class = DatabaseFeatures
    init_commands: list[str]
    opened: tuple[int, int] | None = None  # which file is open: its device and number

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        name = conn_params["database"]
        self.opened = _file(name)
        if self.opened is None and not self.is_in_memory_db() and os.access(Path(name).parent, os.X_OK):
            raise self.Database.OperationalError(f"{ABSENT} ({name})")
        commands, self.init_commands = self.init_commands, []
        opened = super().get_new_connection(conn_params)
        try:
            for command in filter(None, commands):
                opened.execute(command)
        except self.Database.Error:
            opened.close()  # Django's own would leave it open until it is collected
            raise
        return opened

    def close_if_unusable_or_obsolete(self) -> None:
        is_file = self.connection is not None and not self.is_in_memory_db()
        if is_file and not self.in_atomic_block and _file(self.settings_dict["NAME"]) != self.opened:
            self.close()
        super().close_if_unusable_or_obsolete()


def _file(name: str | Path) -> tuple[int, int] | None:
    try:
        seen = os.stat(name)
    except OSError:
        return None
    return seen.st_dev, seen.st_ino
