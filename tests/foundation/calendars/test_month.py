"""A month by weeks, and what is on each of its days."""

from datetime import date, datetime

from django.template import Context, Template

from etabli.foundation.calendars.engine.month import MonthEntry, month_asked, month_of

TODAY = date(2027, 5, 9)


def entry(*at: int, heading: str = "Assemblée", note: str = "") -> MonthEntry:
    return MonthEntry(datetime(*at), heading, "Pauillac", "/agenda/1/", note)


def test_the_weeks_of_a_month_are_whole() -> None:
    month = month_of([], date(2027, 2, 1))
    assert [len(week) for week in month.weeks] == [7] * 4
    assert sum(day.is_inside for week in month.weeks for day in week) == 28
    assert (month.previous, month.following) == (None, None)


def test_what_is_on_a_day_stands_there_in_the_order_of_the_clock_and_nowhere_else() -> None:
    late, early, around = entry(2027, 3, 2, 18), entry(2027, 3, 2, 9), entry(2027, 4, 1, 9)
    month = month_of([late, around, early], date(2027, 3, 1))
    days = {day.on: day for week in month.weeks for day in week}
    assert days[date(2027, 3, 2)].entries == (early, late)
    assert not days[date(2027, 4, 1)].is_inside
    assert [on for on, day in days.items() if day.entries] == [date(2027, 3, 2)]


def test_one_goes_as_far_as_something_is_on() -> None:
    entries = [entry(2026, 12, 31, 9), entry(2027, 3, 31, 9)]
    sides = {}
    for first in (date(2026, 12, 1), date(2027, 1, 1), date(2027, 3, 1)):
        month = month_of(entries, first)
        sides[first.month] = (month.previous, month.following)
    assert sides == {
        12: (None, date(2027, 1, 1)),
        1: (date(2026, 12, 1), date(2027, 2, 1)),
        3: (date(2027, 2, 1), None),
    }


def test_the_month_is_the_one_asked_for_else_that_of_the_next_entry_else_this_one() -> None:
    entries = [entry(2027, 8, 3, 9), entry(2027, 7, 14, 9)]
    assert month_asked("2027-01", entries, TODAY) == date(2027, 1, 1)
    assert month_asked("2027-13", entries, TODAY) == date(2027, 7, 1)
    assert month_asked("", [], TODAY) == date(2027, 5, 1)


def test_it_is_drawn_with_the_clock_the_heading_the_detail_and_the_note() -> None:
    month = month_of([entry(2027, 3, 2, 9, heading="<b>", note="complet")], date(2027, 3, 1))
    tag = Template('{% load ui %}{% month month previous="/before" following="" %}')
    html = tag.render(Context({"month": month}))
    assert '<h3 id="month">Mars 2027</h3>' in html
    assert (
        '<a class="sess" href="/agenda/1/"><b>9\u00a0h</b> &lt;b&gt;<span class="what">Pauillac</span>'
        in html
    )
    assert '<span class="what">complet</span>' in html
    assert "/before" not in html, "nothing is on that side"
