"""A session's words in the reader's language: those of its theme, where nobody wrote others; and what those who come
are told beside the time and the place: what to bring, how to get there and in; where they work; what is said of it with
its own noun."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext, gettext_noop as _, override

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.occasion_words import Sentence
from etabli.foundation.ui.language import reader_language
from etabli.programme.workshops.models import Session, ThemeVersion, Venue
from etabli.territory.register.models import Artisan

KIND = "workshop"
DATES_PAGE, PREPARATION_PAGE = "workshops:list", "workshops:prepare"
SENTENCES: Mapping[Sentence, str] = {
    Sentence.CALLED_OFF_TITLE: _("It will not take place"),
    Sentence.CALLED_OFF_WRITTEN: _(
        "It was called off, and we wrote to you to say why. You have nothing to do."
    ),
    Sentence.CALLED_OFF: _("It was called off. You have nothing to do."),
    Sentence.WAS_SEATED: _("It has begun, or it is over: thank you for being with us."),
    Sentence.WAS_WAITING: _("It has begun without a free place. Look at the next dates."),
    Sentence.HAD_NO_PLACE: _("It has begun, or it is over. Look at the next dates."),
    Sentence.LATE: _("You told us that you come late: the adviser knows."),
    Sentence.CALLED_BY_TELEPHONE: _("We have no e-mail address for you: the adviser calls you."),
    Sentence.TAKEN_OFF: _(
        "The chamber took it off. Is it a mistake? One click takes your place again while there is one; or call the "
        "chamber."
    ),
    Sentence.BACK_TO_DESK: _("Back to the session"),
    Sentence.SIGN_UP_OVER: _("Sign-up is over: it has begun, or it was cancelled."),
    Sentence.PLACES_FIXED: _("It has begun: a place can't be given back or taken again any more."),
    Sentence.TOO_LATE_TO_CALL_OFF: _("It has begun: it can't be called off any more."),
    Sentence.TOO_LATE_TO_CHANGE: _("It has begun: it can't be changed any more."),
    Sentence.TIMES_OVERLAP: _("Two half-days are at the same time: correct one of the two."),
    Sentence.NOT_SEATED: _("You have no place in this workshop: there is nothing to tell."),
    Sentence.TAKEN_OFF_BY: _(
        "%(who)s took your sign-up off. Is it a mistake? Sign up again on the page below, or call the chamber."
    ),
    Sentence.TAKEN_OFF_SUBJECT: _("The chamber took your sign-up off: %(day)s, %(town)s"),
    Sentence.CALLED_OFF_BECAUSE: _("It will not take place: %(reason)s"),
    Sentence.CALLED_OFF_SAID: _("It will not take place."),
    Sentence.TODAY: _("Your workshop is today."),
    Sentence.TOMORROW: _("Your workshop is tomorrow."),
    Sentence.IN_DAYS: _("Your workshop is in %(days)s days."),
    Sentence.TODAY_SUBJECT: _("Today at %(clock)s: your workshop, %(town)s"),
    Sentence.TOMORROW_SUBJECT: _("Tomorrow at %(clock)s: your workshop, %(town)s"),
    Sentence.IN_DAYS_SUBJECT: _("Soon: your workshop, %(day)s, %(clock)s, %(town)s"),
}


def texts_of(occasion: Occasion) -> tuple[str, str] | None:
    """The title and the practical lines; None when it is no session of ours."""
    session = Session.objects.filter(occasion=occasion).select_related("theme", "version", "venue").first()
    if session is None:
        return None
    is_ours = occasion.title == session.theme.public_title
    was = practical_of(session.version, session.venue)
    return (
        session.theme.title if is_ours else occasion.title,
        practical_of(session.version, session.venue, reader_language())
        if occasion.practical == was
        else occasion.practical,
    )


def is_run_by(viewer: Viewer, occasion: Occasion) -> bool:
    """Nobody beside the staff of its chamber."""
    return False


def town_of(sign_up: SignUp) -> str:
    """Where whoever has this place works; "" when nobody knows."""
    artisan = Artisan.objects.filter(person=sign_up.person_id).select_related("commune").first()
    return artisan.commune.name if artisan and artisan.commune else ""


def practical_of(version: ThemeVersion | None, venue: Venue, language: str = "") -> str:
    """In this language, else that of the installation, in which it is kept; "" when there is nothing to say."""
    with override(language or settings.LANGUAGE_CODE):
        what_to_bring = version.shown_content.bring if version else ""
        bring = gettext("To bring: %(things)s") % {"things": what_to_bring} if what_to_bring else ""
        access = gettext("The room has step-free access.") if venue.accessible else ""
        return "\n".join(filter(None, [bring, *venue.way_there, access]))
