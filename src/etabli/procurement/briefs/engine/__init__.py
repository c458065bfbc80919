"""Briefs as plain values: completeness, the anonymised ad, two documents, BRIEF.json. No Django, no file."""

from etabli.procurement.briefs.engine.anonymity import (
    PUT_BACK,
    Ad,
    Anonymised,
    Corrections,
    Removed,
    anonymise,
    may_put_back,
)
from etabli.procurement.briefs.engine.changes import Change, changes
from etabli.procurement.briefs.engine.choosing import Proposal, propose
from etabli.procurement.briefs.engine.completeness import Score, is_unsure, score
from etabli.procurement.briefs.engine.contradictions import Contradiction, contradictions
from etabli.procurement.briefs.engine.documents import (
    OUTCOMES,
    WEIGHTS,
    Document,
    Section,
    Sentence,
    as_text,
    one_page,
    specification,
    untitled,
)
from etabli.procurement.briefs.engine.interview import LEFT_OUT, asked, offered, usual
from etabli.procurement.briefs.engine.keywords import Keywords, Query, keywords
from etabli.procurement.briefs.engine.lexicon import French
from etabli.procurement.briefs.engine.model import (
    BUDGET,
    Answer,
    Brief,
    BriefError,
    Budget,
    brief_from_json,
    brief_json,
)

__all__ = [
    "BUDGET",
    "LEFT_OUT",
    "OUTCOMES",
    "PUT_BACK",
    "WEIGHTS",
    "Ad",
    "Anonymised",
    "Answer",
    "Brief",
    "BriefError",
    "Budget",
    "Change",
    "Contradiction",
    "Corrections",
    "Document",
    "French",
    "Keywords",
    "Proposal",
    "Query",
    "Removed",
    "Score",
    "Section",
    "Sentence",
    "anonymise",
    "as_text",
    "asked",
    "brief_from_json",
    "brief_json",
    "changes",
    "contradictions",
    "is_unsure",
    "keywords",
    "may_put_back",
    "offered",
    "one_page",
    "propose",
    "score",
    "specification",
    "untitled",
    "usual",
]
