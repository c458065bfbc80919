"""A mailing as one person reads it: the fields filled, the sessions with their links, why they get it, the way out."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from etabli.foundation.notices.links import silence_url
from etabli.foundation.notices.notice_mails import unsubscribe_text
from etabli.foundation.notify.prose import Prose, gettext as _, lines, link, ours, paragraphs
from etabli.foundation.people.models import Person
from etabli.foundation.ui.typography import full_day, full_spans
from etabli.programme.outreach.engine import text
from etabli.programme.outreach.grounds import GROUNDS
from etabli.programme.outreach.models import Mailing
from etabli.programme.outreach.notices import INVITATIONS
from etabli.programme.workshops.models import Session
from etabli.territory.register.models import Artisan
from etabli.territory.register.trades import trade


@dataclass(frozen=True)
class Letter:
    """What one person gets; `unsubscribe` is the address that stops such mails in one click."""

    subject: str
    body: Prose
    unsubscribe: str


def letter_to(mailing: Mailing, person: Person, ground: str, sessions: Sequence[Session]) -> Letter:
    """The whole mail, in the language of the installation. The person comes with their artisan and commune."""
    with override(settings.LANGUAGE_CODE):
        values = _values(mailing, person, sessions)
        unsubscribe = silence_url(person, INVITATIONS.code)
        return Letter(
            subject=text.fill_fields(mailing.subject, values),
            body=paragraphs(_body(mailing, values), _foot(mailing, ground, unsubscribe)),
            unsubscribe=unsubscribe,
        )


def _values(mailing: Mailing, person: Person, sessions: Sequence[Session]) -> dict[str, str]:
    artisan: Artisan | None = getattr(person, "artisan", None)
    commune = artisan.commune.name if artisan and artisan.commune else ""
    return {
        text.NAME: person.name,
        text.FIRST_NAME: text.first_name(person.name),
        text.COMMUNE: commune or _("your commune"),
        text.TRADE: trade(artisan.trade_code).label.lower()
        if artisan and artisan.trade_code
        else _("your trade"),
        text.CHAMBER: mailing.chamber.name,
        text.SESSIONS: _announced_sessions(mailing, sessions),
    }


def _body(mailing: Mailing, values: dict[str, str]) -> Prose:
    """The chamber's text; what is known of the reader stands in it on one line and without a link.

    The sessions stand at the end of it when it doesn't say where.
    """
    harmless = {name: Prose("%s") % value for name, value in values.items()}
    body = ours(text.fill_fields(mailing.body.strip(), harmless))
    has_sessions_field = f"{{{text.SESSIONS}}}" in mailing.body
    return body if has_sessions_field else paragraphs(body, values[text.SESSIONS])


def _announced_sessions(mailing: Mailing, sessions: Sequence[Session]) -> Prose:
    """Each session with its link, or the link to all the workshops when none is announced."""
    if not sessions:
        return _("See all the workshops:\n%(url)s") % {"url": link(link_of(mailing))}
    return paragraphs(*(_one_announced(mailing, session) for session in sessions))


def _one_announced(mailing: Mailing, session: Session) -> Prose:
    occasion, url = session.occasion, link(link_of(mailing, session))
    return paragraphs(
        lines(session.theme.public_title, full_spans(occasion.spans), session.venue.full_address),
        _("To sign up for %(day)s:\n%(url)s") % {"day": full_day(occasion.starts_at), "url": url},
    )


def link_of(mailing: Mailing, session: Session | None = None) -> str:
    """Our own address that counts an opening, of the mailing and not of the person, and leads on."""
    numbers = [mailing.pk or 0, session.pk] if session else [mailing.pk or 0]
    name = "outreach:follow_session" if session else "outreach:follow"
    return f"{settings.BASE_URL}{reverse(name, args=numbers)}"


def target_of(mailing: Mailing | None, session: Session | None) -> str:
    """Where a link leads: to the session while it can be seen, else to all the workshops."""
    path = reverse("workshops:workshop", args=[session.pk]) if session else reverse("workshops:list")
    return f"{path}?{urlencode({'via': mailing.via})}" if mailing else path


def _foot(mailing: Mailing, ground: str, unsubscribe: str) -> Prose:
    why = GROUNDS[ground].text
    writes = _("%(chamber)s writes to you because %(why)s.")
    return paragraphs(writes % {"chamber": mailing.chamber.name, "why": why}, unsubscribe_text(unsubscribe))
