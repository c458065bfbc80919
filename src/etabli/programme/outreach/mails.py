"""The two mails that a relay gets from its chamber: the kit of a season, and what it brought.

They are written in the language of the installation, whoever looks at them first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from etabli.foundation.notify.prose import Prose, lines, link, ngettext, ours, paragraphs, sentences
from etabli.foundation.notify.prose import gettext as _
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.queries import SMALLEST, Through
from etabli.programme.coverage.wording import season_words
from etabli.programme.outreach.kit.texts import dates_by_line
from etabli.programme.outreach.models import Round
from etabli.programme.outreach.queries.kits import Kit, kits_of
from etabli.programme.outreach.queries.rounds import Line
from etabli.programme.outreach.queries.telling import brought_by_all
from etabli.territory.relays.models import Relay


@dataclass(frozen=True)
class Mail:
    """What is queued: `address` in the body is the page of ours that it opens."""

    subject: str
    body: Prose


def mails_to(
    lines: Sequence[Line], kind: str, season: Season, *, address: Callable[[Line], str], at: datetime
) -> list[Mail]:
    """The mail of each of these relays of one chamber, in their order: three statements at most."""
    relays = [line.relay for line in lines]
    names = [line.contact.name if line.contact else "" for line in lines]
    if kind == Round.Kind.KIT:
        kits = kits_of(relays, at, season=season)
        return [
            kit_mail(kits[line.relay.pk], name=name, address=address(line))
            for line, name in zip(lines, names, strict=True)
        ]
    brought = brought_by_all(relays[0].chamber_id, season) if relays else {}
    return [
        told_mail(
            line.relay, season, brought.get(line.relay.code, Through()), name=name, address=address(line)
        )
        for line, name in zip(lines, names, strict=True)
    ]


def kit_mail(kit: Kit, *, name: str, address: str) -> Mail:
    """To the relay: the dates, its kit, and how to answer in one click."""
    with override(settings.LANGUAGE_CODE):
        parts = [
            _greeting(name),
            _(
                "Your kit for the workshops is ready (%(season)s): posters, flyers, texts to copy, a button for your"
                " site. Everything in it bears your name."
            )
            % {"season": season_words(kit.season)},
            ours(dates_by_line(kit))
            if kit.dates
            else _(
                "No date near you is announced yet. The poster says how to know: its square always opens the"
                " dates that are known."
            ),
            lines(_("Open your kit, and tell us in one click what you did with it:"), link(address)),
            _theirs(),
            _closing(kit.relay),
        ]
        return Mail(
            _("Workshops for craftspeople: your posters and texts (%(season)s)")
            % {"season": season_words(kit.season)},
            paragraphs(*parts),
        )


def told_mail(relay: Relay, season: Season, brought: Through, *, name: str, address: str) -> Mail:
    """To the relay: three lines that say what it brought, and thank it; another question when nobody came yet."""
    with override(settings.LANGUAGE_CODE):
        said = brought_words(brought)
        if said:
            middle = sentences(f"{season_words(season, opening=True)}, {said}", _("A big thank you."))
        else:
            middle = _(
                "We would like to invite craftspeople with you again. What would help you: posters already printed,"
                " another text, a visit of ours?"
            )
        parts = [
            _greeting(name),
            middle,
            lines(_("Answer in one click:"), link(address)),
            _theirs(),
            _closing(relay),
        ]
        subject = (
            _("What you brought to the workshops (%(season)s)")
            if said
            else _("What would help you? (%(season)s)")
        )
        return Mail(subject % {"season": season_words(season)}, paragraphs(*parts))


def brought_words(brought: Through) -> str:
    """What was brought, after "From January to June 2027,"; nothing when there is nothing to say."""
    if not brought.reached and not brought.registered:
        return ""
    said = []
    if brought.reached:
        opened = ngettext(
            "your link was opened %(number)s time.", "your link was opened %(number)s times.", brought.reached
        )
        said.append(opened % {"number": brought.reached})
    if brought.registered:
        said.append(_people(brought))
    return " ".join(said)


def _people(brought: Through) -> str:
    signed_up = ngettext(
        "%(number)s person signed up through you",
        "%(number)s people signed up through you",
        brought.registered,
    ) % {"number": brought.registered}
    if brought.attended < SMALLEST:  # so few could be recognised
        return f"{signed_up}."
    return f"{signed_up}, {_('%(number)s came') % {'number': brought.attended}}."


def _greeting(name: str) -> Prose:
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _theirs() -> Prose:
    """Posters are passed on, and mails with them: the link opens the relay's own page."""
    return _("This link opens your page, and is for you alone. Take it out if you pass this e-mail on.")


def _closing(relay: Relay) -> Prose:
    return lines(_("Kind regards,\n%(chamber)s") % {"chamber": relay.chamber.name}, relay.chamber.phone)
