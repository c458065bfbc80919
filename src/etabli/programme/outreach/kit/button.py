"""A button for a relay's own site: a plain link, which asks nothing of the page that holds it.

No script, no frame, no style, no picture of ours: nothing that the site's own rules could refuse, and nothing by
which we would learn who reads it. Whoever wants a picture puts ours among their own.
"""

from django.utils.html import escape
from django.utils.translation import gettext as _

from etabli.foundation.colours import LIGHT
from etabli.territory.relays.models import Relay
from etabli.territory.relays.queries import link_of

WIDTH, HEIGHT = 320, 72


def words_of(relay: Relay) -> tuple[str, str]:
    """The two lines of the button."""
    around = _("%(commune)s and around: the dates") % {"commune": relay.commune.name}
    return _("Free workshops for craftspeople"), around


def link_html(relay: Relay) -> str:
    """The line to paste: words alone."""
    return f'<a href="{escape(link_of(relay))}">{escape(", ".join(words_of(relay)))}</a>'


def picture_html(relay: Relay) -> str:
    """The same with the picture, once it is among those of the site."""
    words = escape(", ".join(words_of(relay)))
    image = f'<img src="bouton.svg" alt="{words}" width="{WIDTH}" height="{HEIGHT}">'
    return f'<a href="{escape(link_of(relay))}">{image}</a>'


def button_svg(relay: Relay) -> str:
    """The picture: two lines of text on the colour of the house, in whatever letter the reader's machine has."""
    first, second = words_of(relay)
    size = min(15.0, 15.0 * 36 / max(len(second), 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' role="img" font-family="sans-serif" text-anchor="middle" fill="{LIGHT["on-main"]}">'
        f"<title>{escape(first)}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="{LIGHT["main"]}"/>'
        f'<text x="{WIDTH // 2}" y="31" font-size="18" font-weight="bold">{escape(first)}</text>'
        f'<text x="{WIDTH // 2}" y="54" font-size="{size:.1f}">{escape(second)}</text></svg>'
    )
