"""The papers of a kit, to print: posters, flyers, the square alone, a button for a site; and all of it at once."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.colours import LIGHT
from etabli.foundation.documents import qr_bytes, qr_png, qr_svg, render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.elision import join_little_words
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import day, day_parts, hours, km
from etabli.programme.outreach.kit.texts import texts_of
from etabli.programme.outreach.queries.kits import Kit
from etabli.programme.workshops.calendar.cards import SessionCard
from etabli.territory.relays.models import Relay
from etabli.territory.relays.queries import link_of

# A button for a relay's own site: a plain link, which asks nothing of the page that holds it.

WIDTH, HEIGHT = 320, 72


def words_of(relay: Relay) -> tuple[str, str]:
    """The two lines of the button."""
    second_line = _("%(commune)s and around: the dates") % {"commune": relay.commune.name}
    return _("Free workshops for craftspeople"), second_line


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


FOLDER = Path(str(files("etabli.programme.outreach"))) / "documents"
PDF = "application/pdf"


@dataclass(frozen=True)
class Paper:
    """A file of a kit: what it is called, what it is for, what makes it."""

    name: str
    label: str | Promise
    kind: str
    make: Callable[[Kit, datetime], bytes]


def _poster(size: str) -> Callable[[Kit, datetime], bytes]:
    def make(kit: Kit, at: datetime) -> bytes:
        title = join_little_words(_("Poster: workshops with %(relay)s") % {"relay": kit.relay.name})
        data = {**_texts(kit), "size": size}
        return render(FOLDER / "poster.typ", data, title=title, lang=reader_language(), at=at)

    return make


def _flyer(by_page: int) -> Callable[[Kit, datetime], bytes]:
    def make(kit: Kit, at: datetime) -> bytes:
        title = join_little_words(_("Flyer: workshops with %(relay)s") % {"relay": kit.relay.name})
        data = {**_texts(kit), "by_page": by_page}
        return render(FOLDER / "flyer.typ", data, title=title, lang=reader_language(), at=at)

    return make


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("affiche-a4.pdf", gettext_lazy("Poster, A4"), PDF, _poster("a4")),
        Paper("affiche-a3.pdf", gettext_lazy("Poster, A3"), PDF, _poster("a3")),
        Paper("tracts-a5.pdf", gettext_lazy("Flyers, 2 a page"), PDF, _flyer(2)),
        Paper("tracts-a6.pdf", gettext_lazy("Small flyers, 4 a page"), PDF, _flyer(4)),
        Paper(
            "carre.svg",
            gettext_lazy("The square alone, to print"),
            "image/svg+xml",
            lambda kit, at: qr_bytes(kit.link),
        ),
        Paper(
            "carre.png",
            gettext_lazy("The square alone, for a screen"),
            "image/png",
            lambda kit, at: qr_png(kit.link),
        ),
        Paper(
            "bouton.svg",
            gettext_lazy("The picture of the button"),
            "image/svg+xml",
            lambda kit, at: button_svg(kit.relay).encode(),
        ),
    )
}


def archive(kit: Kit, at: datetime) -> bytes:
    """All the papers and the texts, in one ZIP."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
        for paper in PAPERS.values():
            pack.writestr(paper.name, paper.make(kit, at))
        pack.writestr("textes.txt", _all_texts(kit).encode("utf-8-sig"))
    return buffer.getvalue()


def archive_name(kit: Kit) -> str:
    return f"kit-{slugify(kit.relay.name)[:60] or kit.relay.code}-{kit.season.code}.zip"


def _all_texts(kit: Kit) -> str:
    parts = []
    for text in texts_of(kit):
        subject = f"{_('Subject:')} {text.subject}\n\n" if text.subject else ""
        parts.append(f"{str(text.title).upper()}\n\n{subject}{text.body}\n")
    return "\n\n".join(parts).replace("\n", "\r\n")


def _texts(kit: Kit) -> dict[str, Any]:
    """All that is written on a poster or a flyer."""
    address = kit.link.removeprefix("https://").removeprefix("http://").rstrip("/")
    return {
        "headline": _("Be found on the internet, without spending your evenings on it."),
        "lead": _("Half-day workshops, close to home."),
        "points": [
            _("Free of charge, for craftspeople of every trade"),
            _("In a small group, with examples from around here"),
            _("No skill is needed: you come as you are"),
        ],
        "brief": _("Free of charge, every trade, no skill needed."),
        "dates_title": _("The next dates"),
        "dates": [_date(card) for card in kit.dates],
        "call": _("The dates, and your seat in one minute"),
        "how": _("Point your phone's camera at the square, or type:"),
        "link": address,
        "or_phone": _("or call %(phone)s") % {"phone": kit.relay.chamber.phone}
        if kit.relay.chamber.phone
        else "",
        "with": _("With"),
        "relay": kit.relay.name,
        "issuer": kit.relay.chamber.name,
        "qr": qr_svg(kit.link),
        "qr_label": _("QR code to %(link)s") % {"link": kit.link},
        "fictional": is_fiction(),
        "fiction": _("Demonstration: nothing here is real"),
    }


def _date(card: SessionCard) -> dict[str, str]:
    weekday, number, month = day_parts(card.starts_at)
    first = card.spans[0]
    return {
        "weekday": weekday,
        "number": str(number),
        "month": month,
        "day": day(card.starts_at),
        "commune": card.commune,
        "km": km(card.km),
        "hours": hours(*first),
        "title": card.title,
    }
