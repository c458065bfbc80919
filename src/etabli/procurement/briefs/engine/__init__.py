"""Briefs as plain values: completeness, the anonymised ad, two documents, BRIEF.json. No Django, no file."""

from etabli.procurement.briefs.engine.anonymity import Ad, Anonymised, Removed, anonymise
from etabli.procurement.briefs.engine.changes import Change, changes
from etabli.procurement.briefs.engine.completeness import Score, is_unsure, score
from etabli.procurement.briefs.engine.documents import (
    OUTCOMES,
    WEIGHTS,
    Document,
    Section,
    Sentence,
    as_text,
    one_page,
    specification,
)
from etabli.procurement.briefs.engine.keywords import Keywords, Query, keywords
from etabli.procurement.briefs.engine.model import (
    Answer,
    Brief,
    BriefError,
    Budget,
    brief_from_json,
    brief_json,
)

__all__ = [
    "OUTCOMES",
    "WEIGHTS",
    "Ad",
    "Anonymised",
    "Answer",
    "Brief",
    "BriefError",
    "Budget",
    "Change",
    "Document",
    "Keywords",
    "Query",
    "Removed",
    "Score",
    "Section",
    "Sentence",
    "anonymise",
    "as_text",
    "brief_from_json",
    "brief_json",
    "changes",
    "is_unsure",
    "keywords",
    "one_page",
    "score",
    "specification",
]
