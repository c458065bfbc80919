"""The themes delivered with the product: the files of `delivered/` brought into the database."""

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, record
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search import index
from etabli.programme.workshops.models import Theme, ThemeVersion
from etabli.programme.workshops.themes.versions import add_version


@cache
def delivered() -> dict[str, dict[str, Any]]:
    """The themes of the files, by code: what `engine.content` describes."""
    paths = (files(__package__) / "delivered").iterdir()
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8"))
        for file in sorted(paths, key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


@action(
    "workshops.load_themes",
    sentence=_("brought the themes up to date"),
    may=lambda by, arguments: by.link_scope == "system" or may_run(by, arguments),
    undo=Irreversible(_("The themes are those of this version of Établi.")),
)
def load_themes(*, by: Viewer, at: datetime) -> list[Theme]:
    """Bring the themes to those of this version; running it twice changes nothing.

    A theme whose words changed has a new version: sessions already given keep theirs.
    """
    themes, versions_by_theme = [], {version.theme_id: version for version in _in_force()}
    for code, content in delivered().items():
        theme, _new = Theme.objects.get_or_create(code=code)
        if code not in versions_by_theme or versions_by_theme[code].content != content:
            add_version(theme, None, content, versions_by_theme.get(code), at)
        themes.append(theme)
    index.reindex("session")  # a session is found by the words of its theme
    record(themes[0], before={}, after={"themes": sorted(delivered())})
    return themes


def _in_force() -> list[ThemeVersion]:
    return list(ThemeVersion.objects.filter(chamber=None, ended_at=None))
