"""What a profile shows to whom, whom a choice finds, what is useful to add. Plain Python."""

from etabli.community.directory.engine.choosing import Choice, Counts, Found, Listed, chosen
from etabli.community.directory.engine.showing import (
    FIELDS,
    SECTION_OF,
    SECTIONS,
    Audience,
    Completeness,
    Held,
    Shown,
    completeness,
    proposed,
    sees,
    shown_of,
)
from etabli.community.directory.engine.vcard import vcard

__all__ = [
    "FIELDS",
    "SECTIONS",
    "SECTION_OF",
    "Audience",
    "Choice",
    "Completeness",
    "Counts",
    "Found",
    "Held",
    "Listed",
    "Shown",
    "chosen",
    "completeness",
    "proposed",
    "sees",
    "shown_of",
    "vcard",
]
