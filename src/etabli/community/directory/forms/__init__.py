"""What is typed of a profile, of a piece, of a message, of a search. Forms validate, and save nothing."""

from collections.abc import Mapping

from etabli.community.directory.forms.pieces import PieceForm
from etabli.community.directory.forms.searching import SearchForm
from etabli.community.directory.forms.sections import (
    AvailabilityForm,
    PlacesForm,
    ReachForm,
    SectionForm,
    VisibilityForm,
    WordsForm,
    WorkForm,
)
from etabli.community.directory.forms.writing import AnswerForm, CharterForm, ContactForm

SECTION_FORMS: Mapping[str, type[SectionForm]] = {
    "words": WordsForm,
    "work": WorkForm,
    "places": PlacesForm,
    "availability": AvailabilityForm,
    "reach": ReachForm,
}

__all__ = [
    "SECTION_FORMS",
    "AnswerForm",
    "CharterForm",
    "ContactForm",
    "PieceForm",
    "SearchForm",
    "SectionForm",
    "VisibilityForm",
]
