"""What is typed of a profile, of a piece, of a message, of a search. Forms validate, and save nothing."""

from collections.abc import Mapping

from etabli.community.directory.forms.contact import (
    AnswerForm as AnswerForm,
    CharterForm as CharterForm,
    ContactForm as ContactForm,
)
from etabli.community.directory.forms.filters import SearchForm as SearchForm
from etabli.community.directory.forms.portfolio import PieceForm as PieceForm
from etabli.community.directory.forms.sections import (
    AvailabilityForm,
    PlacesForm,
    ReachForm,
    SectionForm as SectionForm,
    VisibilityForm as VisibilityForm,
    WordsForm,
    WorkForm,
)

SECTION_FORMS: Mapping[str, type[SectionForm]] = {
    "words": WordsForm,
    "work": WorkForm,
    "places": PlacesForm,
    "availability": AvailabilityForm,
    "reach": ReachForm,
}
