"""What a watch is of, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from etabli.foundation.ui.elision import join_little_words
from etabli.programme.watches.models import Watch
from etabli.programme.workshops.models import Theme
from etabli.territory.places.models import Commune


def watch_text(commune: Commune | None, theme: Theme | None) -> str:
    """The end of the sentence "workshops ...": where, on what, or both; in the language in force."""
    where = join_little_words(_("near %(commune)s") % {"commune": commune.name}) if commune else ""
    what = _("on the theme “%(theme)s”") % {"theme": theme.title} if theme else ""
    return " ".join(filter(None, [what, where]))


def watches_text(watches: Iterable[Watch]) -> str:
    """The same of several, each thing once."""
    return ", ".join(dict.fromkeys(watch_text(watch.commune, watch.theme) for watch in watches))
