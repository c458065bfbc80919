"""The words of an occasion for its reader: stored in the language of the installation, said in theirs."""

from django.conf import settings
from django.utils.translation import get_language

from etabli.foundation.registries import registry_modules
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.occasion_words import texts_module
from etabli.foundation.text_lookups import equals


def title_of(occasion: Occasion) -> str:
    """Its title in the language in force; as it was written, where nobody has it in that language."""
    return _words(occasion)[0]


def practical_of(occasion: Occasion) -> str:
    """What to bring, how to get there: the same."""
    return _words(occasion)[1]


def name_of(sign_up: SignUp) -> str:
    """Who has this place; with their town when somebody else of the occasion bears the same name."""
    name = sign_up.name
    if sign_up.person is None:
        return name
    namesakes = SignUp.objects.filter(equals("person__name", name), occasion=sign_up.occasion_id)
    namesakes = namesakes.exclude(person=sign_up.person_id).exclude(status=SignUp.Status.WITHDRAWN)
    if not namesakes.exists():
        return name
    towns = (module.town_of(sign_up) for module in registry_modules("occasion_texts"))
    town = next(filter(None, towns), "")
    return f"{name} ({town})" if town else name


def _words(occasion: Occasion) -> tuple[str, str]:
    if (get_language() or settings.LANGUAGE_CODE)[:2] != settings.LANGUAGE_CODE[:2]:
        module = texts_module(occasion)
        words: tuple[str, str] | None = module.texts_of(occasion) if module else None
        if words is not None:
            return words
    return occasion.title, occasion.practical
