"""Finding a step by its name, by why it is worth doing or by the words that people type, in the reader's language."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import Passage
from etabli.procurement.needs.engine import Text
from etabli.procurement.needs.wording import words_of
from etabli.programme.diagnosis.catalogue import load, trade_of
from etabli.programme.diagnosis.engine import in_words


def _words(text: Text) -> str:
    return words_of(in_words(text, trade_of("")))


_read = lazy(_words, str)
READERS = frozenset({Role.NOBODY, Role.BEARER, Role.ARTISAN})
PASSAGES = [
    Passage(_read(step.title), "diagnosis:steps", READERS, _read(step.why), step.id, _read(step.searched))
    for step in load().steps
]
PASSAGES.append(
    Passage(
        _("I have a sheet with four words"),
        "diagnosis:by_words",
        READERS,
        _(
            "They stand at the bottom of the sheet, beside the square. They bring back your steps, on any device."
        ),
        searched=_("my sheet, lost sheet, paper, code, find my steps again, another device"),
    )
)
