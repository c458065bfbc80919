"""Briefs as plain values: completeness, the anonymised ad, two documents, BRIEF.json. No Django, no file."""

from etabli.procurement.briefs.engine.anonymity import (
    PUT_BACK as PUT_BACK,
    Ad as Ad,
    Anonymised as Anonymised,
    Corrections as Corrections,
    Removed as Removed,
    anonymise as anonymise,
    may_put_back as may_put_back,
)
from etabli.procurement.briefs.engine.areas import Country as Country
from etabli.procurement.briefs.engine.changes import Change as Change, changes as changes
from etabli.procurement.briefs.engine.completeness import (
    MOST_CLICKED as MOST_CLICKED,
    Score as Score,
    score as score,
)
from etabli.procurement.briefs.engine.contradictions import (
    Contradiction as Contradiction,
    contradictions as contradictions,
)
from etabli.procurement.briefs.engine.documents import (
    OUTCOMES as OUTCOMES,
    WEIGHTS as WEIGHTS,
    Document as Document,
    Section as Section,
    Sentence as Sentence,
    as_text as as_text,
    one_page as one_page,
    sentence_of as sentence_of,
    specification as specification,
    untitled as untitled,
)
from etabli.procurement.briefs.engine.interview import (
    LEFT_OUT as LEFT_OUT,
    choices_for as choices_for,
    first_questions as first_questions,
    implied as implied,
    offered as offered,
    questions_to_ask as questions_to_ask,
    the_rest as the_rest,
    usual as usual,
    with_implied as with_implied,
)
from etabli.procurement.briefs.engine.keywords import (
    Keywords as Keywords,
    Query as Query,
    keywords as keywords,
)
from etabli.procurement.briefs.engine.lexicon import French as French
from etabli.procurement.briefs.engine.model import (
    BUDGET as BUDGET,
    Answer as Answer,
    Brief as Brief,
    BriefError as BriefError,
    Budget as Budget,
    Known as Known,
    LikedSite as LikedSite,
    Photo as Photo,
    brief_from_json as brief_from_json,
    brief_json as brief_json,
    is_unsure as is_unsure,
    known_from_json as known_from_json,
)
from etabli.procurement.briefs.engine.places import (
    LARGE_TOWN as LARGE_TOWN,
    Places as Places,
    group_name as group_name,
)
from etabli.procurement.briefs.engine.searches import INTENTIONS as INTENTIONS, Intention as Intention
from etabli.procurement.briefs.engine.starting_point import Proposal as Proposal, propose as propose
from etabli.procurement.briefs.engine.trade_names import TradeNames as TradeNames
