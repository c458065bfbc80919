"""Questionnaires as values: reading one, changing a draft, checking the answers to it, counting them."""

from etabli.programme.surveys.engine import editing as editing
from etabli.programme.surveys.engine.answers import (
    MAX_LENGTH as MAX_LENGTH,
    MAX_SHORT_LENGTH as MAX_SHORT_LENGTH,
    Problem as Problem,
    check_answers as check_answers,
    is_asked as is_asked,
    is_empty as is_empty,
)
from etabli.programme.surveys.engine.questions import (
    DECIDING_KINDS as DECIDING_KINDS,
    KINDS as KINDS,
    MAX_OPTIONS as MAX_OPTIONS,
    MAX_QUESTIONS as MAX_QUESTIONS,
    WITH_OPTIONS as WITH_OPTIONS,
    Condition as Condition,
    Option as Option,
    Question as Question,
    Scale as Scale,
    WrongQuestionnaire as WrongQuestionnaire,
    difference as difference,
    is_reworded as is_reworded,
    parse as parse,
    seconds as seconds,
    untranslated as untranslated,
)
from etabli.programme.surveys.engine.tally import (
    MIN_GROUP_SIZE as MIN_GROUP_SIZE,
    Interval as Interval,
    Result as Result,
    Sheet as Sheet,
    share as share,
    tally as tally,
    values_of as values_of,
)
from etabli.programme.surveys.engine.texts import (
    Group as Group,
    group_texts as group_texts,
    texts_with_words as texts_with_words,
)
