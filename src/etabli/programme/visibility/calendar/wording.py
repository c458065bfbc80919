"""What was changed in twelve weeks, in words."""

from datetime import date

from django.utils.translation import gettext as _, ngettext

from etabli.foundation.ui.typography import day
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.engine.calendar import Calendar, Change, published_in


def change_words(change: Change) -> str:
    """What it was: “your text for “Show the bread of the week””."""
    before, after = change.before, change.after
    post = after or before
    assert post is not None
    named = {"title": words_of(post.idea.title), "day": day(post.week)}
    if before is None:
        return _("the idea put in, “%(title)s”") % named
    if after is None:
        return _("the idea taken out, “%(title)s”") % named
    if before.idea != after.idea:
        return _("the idea chosen instead, “%(title)s”") % named
    if before.text != after.text:
        text = _("your text for “%(title)s”") if after.text else _("the removal of your text for “%(title)s”")
        return text % named
    if before.week != after.week:
        return _("“%(title)s”, moved to the week of %(day)s") % named
    done = _("“%(title)s”, noted as published") if after.done_on else _("“%(title)s”, to be done again")
    return done % named


def work_words(calendar: Calendar) -> str:
    """What its artisan did in it that other weeks put aside, in numbers: “3 texts written”; "" while nothing is."""
    n = sum(bool(post.text) and post.done_on is None for post in calendar.posts)
    return ngettext("%(n)d text written", "%(n)d texts written", n) % {"n": n} if n else ""


def published_words(calendar: Calendar, starts_on: date) -> str:
    """What was published of it and stays in its week, in numbers; "" while nothing is."""
    n = len(published_in(calendar, starts_on))
    said = ngettext(
        "%(n)d published idea stays in its week.", "%(n)d published ideas stay in their weeks.", n
    )
    return said % {"n": n} if n else ""
