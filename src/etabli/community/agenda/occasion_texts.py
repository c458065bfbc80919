"""The places of an event's date, in the reader's language: its title; what it costs and how to take part online, for
those who have a place; and who runs them."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext, gettext_noop as _, override

from etabli.community.agenda import rules, wording
from etabli.community.agenda.models import Event, EventDate
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.occasion_words import Sentence
from etabli.foundation.ui.language import reader_language

KIND = "event"
DATES_PAGE, PREPARATION_PAGE = "agenda:list", ""
SENTENCES: Mapping[Sentence, str] = {
    Sentence.HELD_MEANWHILE: _(
        "We write to you at once, and hold it while you answer. On the last day, whoever organises gives it."
    ),
    Sentence.TAKEN_OFF: _(
        "Your sign-up was taken off. Is it a mistake? One click takes your place again while there is one."
    ),
    Sentence.TAKEN_OFF_BY: _(
        "%(who)s took your sign-up off. Is it a mistake? Sign up again on the page below."
    ),
}


def texts_of(occasion: Occasion) -> tuple[str, str] | None:
    """The title, which is its author's, and the practical lines; None when it is no date of ours."""
    date = _date_of(occasion)
    return (occasion.title, practical_of(date.event, reader_language())) if date is not None else None


def town_of(sign_up: SignUp) -> str:
    """Nobody says where members work."""
    return ""


def is_run_by(viewer: Viewer, occasion: Occasion) -> bool:
    """Whoever wrote the event, and the board of its association."""
    date = _date_of(occasion)
    return date is not None and rules.may_run_places(viewer, date.event)


def practical_of(event: Event, language: str = "") -> str:
    """What it costs, where to follow it online: in this language, or that of the installation, in which it is kept."""
    with override(language or settings.LANGUAGE_CODE):
        price = "" if event.is_free else gettext("Price: %(price)s") % {"price": wording.price(event)}
        on_the_spot = gettext("It is paid on the spot.") if price and wording.place(event) else ""
        link = gettext("Take part online: %(link)s") % {"link": event.link} if event.link else ""
        return "\n".join(filter(None, [price, on_the_spot, link]))


def _date_of(occasion: Occasion) -> EventDate | None:
    dates = EventDate.objects.filter(occasion=occasion)
    return dates.select_related("event__author__user", "event__organisation", "event__commune").first()
