"""The people of the access tests (`world`), and for each page that shows one object, such an object: see README.md."""

from tests.consistency.objects import (
    assemblies,
    association,
    community,
    contacts,
    coverage,
    diagnosis,
    directory,
    foundation,
    front,
    funding,
    jobs,
    journeys,
    mailings,
    outreach,
    seasons,
    showcase,
    surveys,
    watches,
)
from tests.consistency.objects.accounts import an_invitation
from tests.consistency.objects.procurement import quote_against_a_brief, quote_with_a_line
from tests.consistency.objects.programme import (
    feed_of,
    half_day_asked_for,
    noted_in_the_diary,
    session_of,
)
from tests.consistency.objects.territory import a_link, imported_sheet, pauillac, two_businesses
from tests.consistency.objects.themes import document_of, theme_of
from tests.consistency.objects.world import FACTORIES, RIGHT, WRONG, Kwargs, World, objects

__all__ = [
    "FACTORIES",
    "RIGHT",
    "WRONG",
    "Kwargs",
    "World",
    "a_link",
    "an_invitation",
    "assemblies",
    "association",
    "community",
    "contacts",
    "coverage",
    "diagnosis",
    "directory",
    "document_of",
    "feed_of",
    "foundation",
    "front",
    "funding",
    "half_day_asked_for",
    "imported_sheet",
    "jobs",
    "journeys",
    "mailings",
    "noted_in_the_diary",
    "objects",
    "outreach",
    "pauillac",
    "quote_against_a_brief",
    "quote_with_a_line",
    "seasons",
    "session_of",
    "showcase",
    "surveys",
    "theme_of",
    "two_businesses",
    "watches",
]
