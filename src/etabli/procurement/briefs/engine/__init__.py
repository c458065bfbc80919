"""Briefs as plain values: completeness, the anonymised ad, two documents, BRIEF.json. No Django, no file."""

from etabli.procurement.briefs.engine.anonymity import Ad, Anonymised, Removed, anonymise
from etabli.procurement.briefs.engine.completeness import Score, is_unsure, score
from etabli.procurement.briefs.engine.documents import (
    OUTCOMES,
    WEIGHTS,
    Document,
    Section,
    Sentence,
    one_page,
    specification,
)
from etabli.procurement.briefs.engine.lexicon import French
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
    "Document",
    "French",
    "Removed",
    "Score",
    "Section",
    "Sentence",
    "anonymise",
    "brief_from_json",
    "brief_json",
    "is_unsure",
    "one_page",
    "score",
    "specification",
]
