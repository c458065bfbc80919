"""The two mails that a relay gets from its chamber: the kit of a season, and what it brought.

They are written in the language of the relay, whoever looks at them first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from etabli.foundation.notify.prose import (
    Prose,
    gettext as _,
    lines as lines_of,
    link,
    ngettext,
    ours,
    paragraphs,
    sentences,
)
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.queries import MIN_COUNT, RelayCounts
from etabli.programme.coverage.wording import season_words
from etabli.programme.outreach.kit.texts import dates_by_line
from etabli.programme.outreach.models import Round
from etabli.programme.outreach.queries.kit_sendings import RelayLine
from etabli.programme.outreach.queries.kits import Kit, kits_of
from etabli.programme.outreach.queries.mailings import brought_by_all
from etabli.territory.relays.models import Relay


@dataclass(frozen=True)
class Mail:
    """What is queued: `address` in the body is the page of ours that it opens."""

    subject: str
    body: Prose
    language: str


def mails_to(
    lines: Sequence[RelayLine],
    kind: str,
    season: Season,
    *,
    address: Callable[[RelayLine], str],
    at: datetime,
) -> list[Mail]:
    """The mail of each of these relays of one chamber, in their order and their language: three statements at most."""
    relays, is_kit = [line.relay for line in lines], kind == Round.Kind.KIT
    kits = kits_of(relays, at, season=season) if is_kit else {}
    counts_of_relays = brought_by_all(relays[0].chamber_id, season) if relays and not is_kit else {}
    mails = []
    for line in lines:
        relay, language = line.relay, line.relay.party.language or settings.LANGUAGE_CODE
        with override(language):
            parts = (
                _kit(kits[relay.pk])
                if is_kit
                else _results(season, counts_of_relays.get(relay.code, RelayCounts()))
            )
            subject, *middle, invitation = parts
            opening = lines_of(invitation, link(address(line)))
            body = paragraphs(_greeting(line), *middle, opening, *_closing(relay))
        mails.append(Mail(subject, body, language))
    return mails


def _greeting(line: RelayLine) -> Prose:
    name = line.contact.name if line.contact else ""
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _closing(relay: Relay) -> list[Prose]:
    """Posters are passed on, and mails with them: the link opens the relay's own page."""
    return [
        _("This link opens your page, and is for you alone. Take it out if you pass this e-mail on."),
        lines_of(_("Kind regards,\n%(chamber)s") % {"chamber": relay.chamber.name}, relay.chamber.phone),
    ]


def _kit(kit: Kit) -> list[Prose]:
    """The dates and the kit, under their subject, and what the link is for."""
    season = {"season": season_words(kit.season)}
    return [
        _("Workshops for craftspeople: your posters and texts (%(season)s)") % season,
        _(
            "Your kit for the workshops is ready (%(season)s): posters, flyers, texts to copy, a button for your"
            " site. Everything in it bears your name."
        )
        % season,
        ours(dates_by_line(kit))
        if kit.dates
        else _(
            "No date near you is announced yet. The poster says how to know: its square always opens the"
            " dates that are known."
        ),
        _("Open your kit, and tell us in one click what you did with it:"),
    ]


def _results(season: Season, relay_counts: RelayCounts) -> list[Prose]:
    """What it brought in three lines, with thanks; another question when nobody came yet."""
    if words := brought_words(relay_counts):
        subject = _("What you brought to the workshops (%(season)s)")
        middle = sentences(f"{season_words(season, opening=True)}, {words}", _("A big thank you."))
    else:
        subject = _("What would help you? (%(season)s)")
        middle = _(
            "We would like to invite craftspeople with you again. What would help you: posters already printed,"
            " another text, a visit of ours?"
        )
    return [subject % {"season": season_words(season)}, middle, _("Answer in one click:")]


def brought_words(relay_counts: RelayCounts) -> str:
    """What was brought, after "From January to June 2027,"; nothing when there is nothing to say."""
    if not relay_counts.reached and not relay_counts.registered:
        return ""
    parts: list[str] = []
    if relay_counts.reached:
        opened = ngettext(
            "your link was opened %(number)s time.",
            "your link was opened %(number)s times.",
            relay_counts.reached,
        )
        parts.append(opened % {"number": relay_counts.reached})
    if relay_counts.registered:
        parts.append(_people(relay_counts))
    return " ".join(parts)


def _people(relay_counts: RelayCounts) -> str:
    signed_up = ngettext(
        "%(number)s person signed up through you",
        "%(number)s people signed up through you",
        relay_counts.registered,
    ) % {"number": relay_counts.registered}
    if relay_counts.attended < MIN_COUNT:  # so few could be recognised
        return f"{signed_up}."
    return f"{signed_up}, {_('%(number)s came') % {'number': relay_counts.attended}}."
