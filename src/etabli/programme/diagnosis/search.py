"""Finding a step by its name, or by why it is worth doing, in the language of the reader."""

from django.utils.functional import lazy

from etabli.foundation.people.models import Role
from etabli.foundation.registries import Passage
from etabli.procurement.needs.engine import Text
from etabli.programme.diagnosis.catalogue import load, trade_of
from etabli.programme.diagnosis.engine import in_words
from etabli.programme.diagnosis.wording import words_of


def _words(text: Text) -> str:
    return words_of(in_words(text, trade_of("")))


_read = lazy(_words, str)
READERS = frozenset({Role.NOBODY, Role.BEARER, Role.ARTISAN})
PASSAGES = [
    Passage(_read(step.title), "diagnosis:steps", READERS, _read(step.why), step.id) for step in load().steps
]
