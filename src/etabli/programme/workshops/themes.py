"""The themes delivered with the product: `themes.toml` brought into the database."""

import tomllib
from datetime import datetime
from importlib.resources import files

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, record
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search import index
from etabli.programme.workshops.models import Theme


@action(
    "workshops.load_themes",
    sentence=_("brought the themes up to date"),
    may=lambda by, arguments: by.link_scope == "system" or may_run(by, arguments),
    undo=Irreversible(_("The themes are those of this version of Établi.")),
)
def load_themes(*, by: Viewer, at: datetime) -> list[Theme]:
    """Bring the themes to those of this version; running it twice changes nothing."""
    told = tomllib.loads((files(__package__) / "themes.toml").read_text("utf-8"))
    themes = []
    for code, theme in told.items():
        text = {language: theme[language] for language in ("fr", "en")}
        found, _new = Theme.objects.update_or_create(
            code=code, defaults={"level": theme["level"], "text": text}
        )
        themes.append(found)
    index.reindex("session")  # a session is found by the words of its theme
    record(themes[0], before={}, after={"themes": sorted(told)})
    return themes
