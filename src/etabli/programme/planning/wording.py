"""What an estimate and the facts behind it say, in sentences."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from etabli.programme.planning.engine.demand import NEAR_MINUTES, Estimate, Outlook, Reason
from etabli.territory.register.wording import SECTORS

MONTH_DAYS = 30.44
RECENT_MONTHS = 2  # since so long ago, the absence of a session is what matters
LEADING_KINDS = {"asked", "few_asked", "near", "far", "never", "nowhere_near"}


def territory_text(town: str) -> str:
    """A territory, by its chief town, as a sentence begins with it."""
    return _("%(town)s and around") % {"town": town}


def expectation_text(session: Estimate, own_estimate: Estimate) -> str:
    """How many people would come to a session, then the interval; and those of the territory itself
    (`own_estimate`), when others would come too."""
    own_number = round(own_estimate.mean)
    if session.high == 0:
        return _("Probably nobody would come.")
    values = {"n": round(session.mean), "low": session.low, "high": session.high, "mine": own_number}
    if own_number == values["n"]:
        sentence = ngettext(
            "Probably %(n)d person would come, between %(low)d and %(high)d.",
            "Probably %(n)d people would come, between %(low)d and %(high)d.",
            values["n"],
        )
    else:
        sentence = ngettext(
            "Probably %(n)d person would come, between %(low)d and %(high)d; of this territory, %(mine)d.",
            "Probably %(n)d people would come, between %(low)d and %(high)d; of this territory, %(mine)d.",
            values["n"],
        )
    return sentence % values


def reason_sentences(reasons: Sequence[Reason], outlook: Outlook, place: str, today: date) -> Iterable[str]:
    """Sentences; the first says what was asked and given at this place."""
    pairs = [(reason.kind, _reason_text(reason, today)) for reason in reasons]
    if leading := [text for kind, text in pairs if kind in LEADING_KINDS]:
        yield _("%(place)s: %(facts)s.") % {"place": place, "facts": _("; ").join(leading)}
    if outlook.waiting:
        waiting_text = ngettext(
            "%(n)d person is still waiting for it", "%(n)d people are still waiting for it", outlook.waiting
        )
        yield _sentence(waiting_text % {"n": outlook.waiting})
    yield from (_sentence(text) for kind, text in pairs if kind not in LEADING_KINDS)


def answers_needed_text(outlook: Outlook, place: str) -> str:
    """What would make an outlook sure; empty when it is."""
    if outlook.is_sure:
        return ""
    if outlook.answers_needed is None:
        return _("Questionnaires alone would not be enough: a session there would tell.")
    values = {"place": place, "n": outlook.answers_needed}
    return _("%(place)s: %(n)d more questionnaires would settle it.") % values


def most_wanted_text(places: Sequence[tuple[str, float]]) -> str:
    """Where most of the people are."""
    town_texts = [f"{town}\u00a0({round(people)})" for town, people in places if round(people)]
    return _("Above all: %(places)s.") % {"places": ", ".join(town_texts)} if town_texts else ""


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _reason_text(reason: Reason, today: date) -> str:
    """Without a capital nor a full stop."""
    months = round((today - reason.on).days / MONTH_DAYS) if reason.on else 0
    values = {
        "n": reason.number,
        "of": reason.of,
        "place": reason.text,
        "far": reason.minutes,
        "minutes": NEAR_MINUTES,
        "on": date_format(reason.on, "j F Y") if reason.on else "",
        "months": months,
        "sector": SECTORS.get(reason.text, ""),
    }
    return _words(reason, months) % values


def _words(reason: Reason, months: int) -> str:
    match reason.kind:
        case "asked":
            return _asked_text(reason.number)
        case "told":
            return _by_themselves(reason)
        case "near" if months >= RECENT_MONTHS:
            return _("no session within %(minutes)d minutes for %(months)d months")
        case "near":
            return _("last given near by on %(on)s (%(place)s)")
        case "far":
            return _(
                "never within %(minutes)d minutes: the nearest was %(far)d minutes away (%(place)s), on %(on)s"
            )
        case _:
            return _of_sessions(reason)


def _of_sessions(reason: Reason) -> str:
    n = reason.number
    match reason.kind:
        case "few_asked":
            return _("fewer than five people were asked")
        case "never":
            return _("never given within an hour and a half by road")
        case "trade":
            return _("above all in one sector: %(sector)s (%(n)d)")
        case "turned_away":
            return ngettext("%(n)d person did not get a seat", "%(n)d people did not get a seat", n)
        case "came":
            return ngettext(
                "%(n)d person has come to it in two years", "%(n)d people have come to it in two years", n
            )
        case "nowhere":
            return ngettext(
                "%(n)d person did not say where they work", "%(n)d people did not say where they work", n
            )
        case "nowhere_near":
            return ngettext(
                "nothing near by for two years in %(n)d territory of %(of)d",
                "nothing near by for two years in %(n)d territories of %(of)d",
                n,
            )
        case "coming" if not n:
            return _("a session is planned on %(on)s (%(place)s), where nobody has signed up yet")
        case _:
            return ngettext(
                "a session is planned on %(on)s (%(place)s), with %(n)d person signed up",
                "a session is planned on %(on)s (%(place)s), with %(n)d people signed up",
                n,
            )


def _asked_text(number: int) -> str:
    if not number:
        return _("none of the %(of)d people asked wants it")
    return ngettext(
        "%(n)d of the %(of)d people asked wants it", "%(n)d of the %(of)d people asked want it", number
    )


def _by_themselves(reason: Reason) -> str:
    n = reason.number
    match reason.text:
        case "phone":
            return ngettext(
                "%(n)d person said so on the telephone", "%(n)d people said so on the telephone", n
            )
        case "diagnosis":
            return ngettext(
                "%(n)d person said so in the diagnosis", "%(n)d people said so in the diagnosis", n
            )
        case _:
            return ngettext(
                "%(n)d person asked for it on the page of the theme",
                "%(n)d people asked for it on the page of the theme",
                n,
            )
