"""What a profile shows to whom, whom a choice finds, what is useful to add. Plain Python."""

from etabli.community.directory.engine.filtering import (
    Choice as Choice,
    Counts as Counts,
    Listed as Listed,
    Result as Result,
    choose as choose,
)
from etabli.community.directory.engine.matching import (
    Answer as Answer,
    Index as Index,
    Source as Source,
    clauses as clauses,
)
from etabli.community.directory.engine.vcard import vcard as vcard
from etabli.community.directory.engine.visibility import (
    FIELDS as FIELDS,
    SECTION_OF as SECTION_OF,
    SECTIONS as SECTIONS,
    Audience as Audience,
    Completeness as Completeness,
    Held as Held,
    Shown as Shown,
    completeness as completeness,
    proposed_visibility as proposed_visibility,
    sees as sees,
    shown_of as shown_of,
)
from etabli.community.directory.engine.wishes import Lexicon as Lexicon
