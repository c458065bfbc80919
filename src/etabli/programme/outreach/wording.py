"""Whom a mailing reaches and whom not, in words."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.notices.budget import refusal_text
from etabli.foundation.ui.typography import day, full_day
from etabli.programme.outreach.engine import call_list
from etabli.programme.outreach.engine.audience import Audience, Why
from etabli.programme.outreach.queries.calls import Call
from etabli.programme.outreach.queries.mailings import Report

REASON_TEXTS: Mapping[Why, str | Promise] = MappingProxyType(
    {
        Why.REFUSED: gettext_lazy("asked for no more of these e-mails"),
        Why.NOT_NOW: gettext_lazy("said “not now”"),
        Why.SEATED: gettext_lazy("signed up already"),
        Why.LEFT_OUT: gettext_lazy("left out of this e-mail by you"),
        Why.NO_EMAIL: gettext_lazy("we know no e-mail address of theirs"),
        Why.UNREACHABLE: gettext_lazy("our e-mails don’t reach them"),
        Why.NO_GROUND: gettext_lazy("did not agree to be written to"),
        Why.LATELY: gettext_lazy("got another of these e-mails a few days ago"),
        Why.BUDGET: gettext_lazy("has had all the messages of the year that nobody asks for"),
    }
)


def audience_text(audience: Audience) -> str:
    """An audience in figures: "142 artisans, dont 23 sans e-mail, 4 qui ont refusé ; 115 le reçoivent"."""
    number = len(audience.places)
    parts = [ngettext("%(n)d artisan", "%(n)d artisans", number) % {"n": number}]
    parts += [_why_text(why, count) for why, count in audience.counts.items()]
    kept_count = len(audience.kept)
    got = (
        ngettext("%(n)d gets it", "%(n)d get it", kept_count) % {"n": kept_count}
        if kept_count
        else _("nobody gets it")
    )
    return _("%(who)s: %(got)s.") % {"who": ", ".join(parts), "got": got}


def _why_text(why: Why, count: int) -> str:
    match why:
        case Why.REFUSED:
            text = ngettext("%(n)d asked for no more", "%(n)d asked for no more", count)
        case Why.NOT_NOW:
            text = ngettext("%(n)d said “not now”", "%(n)d said “not now”", count)
        case Why.SEATED:
            text = ngettext("%(n)d signed up already", "%(n)d signed up already", count)
        case Why.LEFT_OUT:
            text = ngettext("%(n)d left out by you", "%(n)d left out by you", count)
        case Why.NO_EMAIL:
            text = ngettext("%(n)d without an e-mail", "%(n)d without an e-mail", count)
        case Why.UNREACHABLE:
            text = ngettext("%(n)d whom our e-mails don’t reach", "%(n)d whom our e-mails don’t reach", count)
        case Why.NO_GROUND:
            text = ngettext("%(n)d who did not agree", "%(n)d who did not agree", count)
        case Why.LATELY:
            text = ngettext("%(n)d written to a few days ago", "%(n)d written to a few days ago", count)
        case Why.BUDGET:
            text = ngettext(
                "%(n)d who has had all their messages of the year",
                "%(n)d who have had all their messages of the year",
                count,
            )
    return text % {"n": count}


def held_back(report: Report) -> list[tuple[str, int]]:
    """Why some were not written to, who had not asked for it, and how many."""
    return [(refusal_text(why), number) for why, number in report.held_back.items()]


# Why a relay is to be called, in sentences.


def reasons_of(call: Call) -> list[str]:
    """A sentence for each reason, the strongest first."""
    return [_sentence(reason, call) for reason in call.turn.reasons]


def _sentence(reason: str, call: Call) -> str:
    facts, figures = call.turn.facts, call.figures
    if reason == call_list.PROMISED:
        return _("You had agreed on %(day)s.") % {"day": day(facts.promised_on)}
    if reason == call_list.SESSION and facts.near:
        near_values = {"day": day(facts.near.on), "commune": facts.near.commune, "free": facts.near.free}
        return _("%(free)s free places near them on %(day)s (%(commune)s).") % near_values
    if reason == call_list.GAP:
        counted_texts = {
            "registered": figures.registered,
            "businesses": figures.businesses,
            "territory": figures.name,
        }
        return (
            _("%(territory)s: signed up since a year ago, %(registered)s, for %(businesses)s businesses.")
            % counted_texts
        )
    if reason == call_list.NEVER:
        return _("You have never spoken with them.")
    return _("Nothing since %(day)s.") % {"day": full_day(facts.last_on)}
