"""What a test asks of an installation is asked with its own settings, whatever process has read Établi for it."""

from dataclasses import dataclass
from pathlib import Path

from tests.faults.installation import Installation

SETTINGS = """
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from etabli.foundation.files.stores import current_store
seen = cache.get("seen")
cache.set("seen", settings.SMS_SENDER)
answer([settings.SMS_SENDER, str(settings.DATA), connection.settings_dict["NAME"], current_store().location, seen])
"""


@dataclass
class Named(Installation):
    """An installation that has a name of its own."""

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, "ETABLI_SMS_SENDER": self.folder.name}


def test_each_is_asked_with_its_own_settings(tmp_path: Path) -> None:
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        asked = Named(folder).ask(SETTINGS)
        assert asked == [name, *map(str, (folder, folder / "etabli.sqlite3", folder / "files")), None]
        assert (folder / "secret_key").exists()
