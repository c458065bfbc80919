"""The calendar of content: twelve weeks of ideas by trade and season. Plain Python.

`parse_ideas(tables, trades)`; `begin(ideas, trade, starts_on) -> Calendar`; `another(ideas, calendar, post) -> Idea`;
`Changes`: what was changed in them, taken back and done again.
"""

from etabli.programme.visibility.engine.calendar.changes import Change as Change, Changes as Changes
from etabli.programme.visibility.engine.calendar.choosing import (
    another as another,
    begin as begin,
    candidates as candidates,
    published_in as published_in,
)
from etabli.programme.visibility.engine.calendar.model import (
    NUMBER_OF_WEEKS as NUMBER_OF_WEEKS,
    WEEK as WEEK,
    Calendar as Calendar,
    Idea as Idea,
    Post as Post,
    monday_of as monday_of,
)
from etabli.programme.visibility.engine.calendar.parsing import parse_ideas as parse_ideas
