"""Twelve weeks of ideas on one page."""

from datetime import datetime
from importlib.resources import files

from django.http import HttpResponse
from django.utils.translation import gettext as _

from etabli.foundation.documents import render
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import day
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.engine.calendar import Calendar, Post

TEMPLATE = files("etabli.programme.visibility").joinpath("documents", "calendar.typ")


def calendar_answer(calendar: Calendar, *, at: datetime) -> HttpResponse:
    """The PDF as the answer to a request."""
    return document_response(calendar_paper(calendar, at=at), "douze-semaines.pdf")


def calendar_paper(calendar: Calendar, *, at: datetime) -> bytes:
    """A tagged page, or two with long texts: a row for each idea, in its week, with the text that its artisan wrote and
    a box to tick; a week of rest says so."""
    rows = [row for week in calendar.weeks for row in _rows_of(day(week), calendar.of_week(week))]
    data = {
        "issuer": default_chamber().name,
        "fictional": is_fiction(),
        "opening": _("An idea each week. Begin with the first one that is not ticked."),
        "columns": [_("Week of"), _("Idea"), _("Published")],
        "rows": rows,
        "done": _("yes"),
    }
    return render(TEMPLATE, data, title=_("Your twelve weeks"), lang=reader_language(), at=at)


def _rows_of(week: str, posts: tuple[Post, ...]) -> list[tuple[str, str, str, bool | None]]:
    """The week, its idea, the text if it was changed, whether it is done; None where there is nothing to do."""
    if not posts:
        return [(week, _("A week of rest."), "", None)]
    return [(week, words_of(post.idea.title), post.text, post.done_on is not None) for post in posts]
