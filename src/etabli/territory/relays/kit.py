"""The invitation kit of a relay: its link, its poster, a mail and two short posts, all in its own name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.foundation.documents import qr_svg, render
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.territory.relays.models import Relay

POSTER = Path(str(files(__package__))) / "documents" / "poster.typ"


@dataclass(frozen=True)
class Kit:
    """Texts ready to be copied; `short_post` fits in 280 characters, `long_post` in 500."""

    link: str
    subject: str
    mail: str
    short_post: str
    long_post: str

    @property
    def mailto(self) -> str:
        """Opens the reader's own mail program with the mail written."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.mail)}"


def link_of(relay: Relay) -> str:
    """The tracked address that is printed and sent."""
    return f"{settings.BASE_URL}{reverse('front:relay', args=[relay.code])}"


def kit_of(relay: Relay) -> Kit:
    """The texts of the kit, in the reader's language."""
    link = link_of(relay)
    values = {"relay": relay.name, "commune": relay.commune.name, "link": link, "chamber": relay.chamber.name}
    return Kit(
        link=link,
        subject=_("Free workshops for craftspeople: %(commune)s and around") % values,
        mail=_(
            "Hello,\n\n"
            "Would you like your customers to find you on the internet, without spending your evenings on it?\n\n"
            "Your chamber of trades (%(chamber)s) holds half-day workshops close to you (%(commune)s and around),"
            " free of charge, for craftspeople of every trade. No skill is needed, and nothing can break.\n\n"
            "The dates, and how to sign up in one minute without an account:\n%(link)s\n\n"
            "Kind regards,\n%(relay)s"
        )
        % values,
        short_post=_(
            "Craftspeople (%(commune)s and around): half-day workshops near you, free of charge, to be found on"
            " the internet. No skill needed. Dates and sign-up: %(link)s"
        )
        % values,
        long_post=_(
            "You are a craftsperson (%(commune)s and around), and you lack time for the internet? Your chamber of"
            " trades holds half-day workshops near you, free of charge: being visible with or without a site,"
            " social networks, keeping your customers. You come as you are. Dates and sign-up: %(link)s"
        )
        % values,
    )


def poster(relay: Relay, *, at: datetime) -> bytes:
    """The poster to print on A4: PDF/UA, with the QR code of the tracked link."""
    link = link_of(relay)
    data = {
        "headline": _("Be found on the internet, without spending your evenings on it."),
        "lead": _("Half-day workshops, close to home."),
        "points": [
            _("Free of charge, for craftspeople of every trade"),
            _("In a small group, with examples from around here"),
            _("No skill is needed: you come as you are"),
        ],
        "call": _("The dates, and your seat in one minute"),
        "how": _("Point your phone's camera at the square, or type:"),
        "link": link.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "with": _("With"),
        "relay": relay.name,
        "issuer": relay.chamber.name,
        "qr": qr_svg(link),
        "qr_label": _("QR code to %(link)s") % {"link": link},
        "fictional": is_fiction(),
        "fiction": _("Demonstration: nothing here is real"),
    }
    title = _("Poster: workshops with %(relay)s") % {"relay": relay.name}
    return render(POSTER, data, title=title, lang=reader_language(), at=at)
