"""Finding a need of the catalogue by its name, or by the question that it asks, in the language of the reader."""

from django.utils.functional import lazy

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import Passage
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.wording import words_of

_read = lazy(words_of, str)
READERS = frozenset(set(Role) - STAFF)  # an adviser looks for people: the page has a box of its own
PASSAGES = [
    Passage(_read(need.label), "needs:list", READERS, _read(need.question), need.id) for need in load().needs
]
