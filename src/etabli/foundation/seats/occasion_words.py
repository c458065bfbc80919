"""What is said of an occasion that names it: in words that fit any, or with the noun of the app that it belongs to.

An app's `occasion_texts.py` holds `KIND`, the `kind` of its occasions; `SENTENCES`, those of these that it says with
its own noun; `DATES_PAGE` and `PREPARATION_PAGE`, the names of its pages of other dates and of what to prepare ("" of
none); and `is_run_by(viewer, occasion)`: whether they run it beside the staff of its chamber.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import ModuleType

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from etabli.foundation.notify.prose import Prose, gettext
from etabli.foundation.registries import registry_modules
from etabli.foundation.seats.models import Occasion, SignUp


class Sentence(StrEnum):
    """Each sentence that names the occasion."""

    CALLED_OFF_TITLE = "called_off_title"
    CALLED_OFF_WRITTEN = "called_off_written"
    CALLED_OFF = "called_off"
    WAS_SEATED = "was_seated"
    WAS_WAITING = "was_waiting"
    HAD_NO_PLACE = "had_no_place"
    LATE = "late"
    CALLED_BY_TELEPHONE = "called_by_telephone"
    TAKEN_OFF = "taken_off"
    HELD_MEANWHILE = "held_meanwhile"
    BACK_TO_DESK = "back_to_desk"
    SIGN_UP_OVER = "sign_up_over"
    PLACES_FIXED = "places_fixed"
    TOO_LATE_TO_CALL_OFF = "too_late_to_call_off"
    TOO_LATE_TO_CHANGE = "too_late_to_change"
    TIMES_OVERLAP = "times_overlap"
    NOT_SEATED = "not_seated"
    # Of messages and their subjects, from here on.
    TAKEN_OFF_BY = "taken_off_by"
    TAKEN_OFF_SUBJECT = "taken_off_subject"
    CALLED_OFF_BECAUSE = "called_off_because"
    CALLED_OFF_SAID = "called_off_said"
    TODAY = "today"
    TOMORROW = "tomorrow"
    IN_DAYS = "in_days"
    TODAY_SUBJECT = "today_subject"
    TOMORROW_SUBJECT = "tomorrow_subject"
    IN_DAYS_SUBJECT = "in_days_subject"


SENTENCES: Mapping[Sentence, str] = {
    Sentence.CALLED_OFF_TITLE: _("It is called off"),
    Sentence.CALLED_OFF_WRITTEN: _("We wrote to you to say why. You have nothing to do."),
    Sentence.CALLED_OFF: _("You have nothing to do."),
    Sentence.WAS_SEATED: _("This has begun, or it is over: thank you for being with us."),
    Sentence.WAS_WAITING: _("This has begun without a free place. Look at the next dates."),
    Sentence.HAD_NO_PLACE: _("This has begun, or it is over. Look at the next dates."),
    Sentence.LATE: _("You told us that you come late."),
    Sentence.CALLED_BY_TELEPHONE: _("We have no e-mail address for you: we call you."),
    Sentence.TAKEN_OFF: _(
        "Your sign-up was taken off. Is it a mistake? One click takes your place again while there is one; or call us."
    ),
    Sentence.HELD_MEANWHILE: _(
        "We write to you at once, and hold it while you answer. On the last day, we call you if we have your number; "
        "else call us."
    ),
    Sentence.BACK_TO_DESK: _("Back to those who signed up"),
    Sentence.SIGN_UP_OVER: _("Nobody can sign up any more: this has begun, or it was cancelled."),
    Sentence.PLACES_FIXED: _("This has begun: a place can't be given back or taken again any more."),
    Sentence.TOO_LATE_TO_CALL_OFF: _("This has begun: it can't be called off any more."),
    Sentence.TOO_LATE_TO_CHANGE: _("This has begun: it can't be changed any more."),
    Sentence.TIMES_OVERLAP: _("Two of the times are at once: correct one of the two."),
    Sentence.NOT_SEATED: _("You have no place here: there is nothing to tell."),
    Sentence.TAKEN_OFF_BY: _(
        "%(who)s took your sign-up off. Is it a mistake? Sign up again on the page below, or call us."
    ),
    Sentence.TAKEN_OFF_SUBJECT: _("Your sign-up was taken off: %(day)s, %(town)s"),
    Sentence.CALLED_OFF_BECAUSE: _("It is called off: %(reason)s"),
    Sentence.CALLED_OFF_SAID: _("It is called off."),
    Sentence.TODAY: _("It is today."),
    Sentence.TOMORROW: _("It is tomorrow."),
    Sentence.IN_DAYS: _("It is in %(days)s days."),
    Sentence.TODAY_SUBJECT: _("Today at %(clock)s: we look forward to seeing you, %(town)s"),
    Sentence.TOMORROW_SUBJECT: _("Tomorrow at %(clock)s: we look forward to seeing you, %(town)s"),
    Sentence.IN_DAYS_SUBJECT: _("Soon: %(day)s, %(clock)s, %(town)s"),
}


def sentence_of(occasion: Occasion, sentence: Sentence | str) -> Prose:
    """The sentence in the language in force, as the occasion's own app says it, or as it is said of any."""
    which, module = Sentence(sentence), texts_module(occasion)
    own: Mapping[Sentence, str] = module.SENTENCES if module else {}
    return gettext(own.get(which, SENTENCES[which]))


def dates_url(occasion: Occasion) -> str:
    """The page of other dates; "" when its app has none."""
    module = texts_module(occasion)
    return reverse(module.DATES_PAGE) if module and module.DATES_PAGE else ""


def preparation_url(sign_up: SignUp) -> str:
    """The page on which whoever has this place prepares their coming; "" when there is none."""
    module = texts_module(sign_up.occasion)
    page = module.PREPARATION_PAGE if module else ""
    return reverse(page, args=[sign_up.pk]) if page else ""


def texts_module(occasion: Occasion) -> ModuleType | None:
    """The `occasion_texts.py` of the app that it belongs to; None when it belongs to none."""
    modules = registry_modules("occasion_texts")
    return next((module for module in modules if occasion.kind == module.KIND), None)
