"""The fields of a profile that have a visibility of their own, by section of the form."""

from collections.abc import Mapping
from enum import StrEnum


class Audience(StrEnum):
    """Who may see a field. Whoever sees what is for members also sees what is for all."""

    PUBLIC = "public"
    MEMBERS = "members"
    NOBODY = "nobody"


SECTIONS: Mapping[str, tuple[str, ...]] = {
    "words": ("headline", "about"),
    "work": ("trades", "skills", "sectors"),
    "places": ("places", "languages"),
    "availability": ("availability",),
    "reach": ("website", "email", "phone"),
}
SECTION_OF = {name: section for section, names in SECTIONS.items() for name in names}
PIECES, CHARTER = "pieces", "charter"
FIELDS: tuple[str, ...] = (*SECTION_OF, PIECES, CHARTER)
PRIVATE = frozenset(
    {"email", "phone"}
)  # the product relays messages: an address is shown only by whoever asks for it


def sees(audience: str, visibility: str) -> bool:
    """Whether an audience sees a field of this visibility."""
    return visibility == Audience.PUBLIC or (visibility == Audience.MEMBERS == audience)


def proposed(visibility: Mapping[str, str]) -> dict[str, str]:
    """The visibility of each field that the page of publication proposes: as it was chosen, else all but addresses."""
    return {
        name: visibility.get(name, Audience.NOBODY if name in PRIVATE else Audience.PUBLIC) for name in FIELDS
    }
