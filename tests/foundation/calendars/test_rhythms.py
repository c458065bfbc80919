"""The days on which something repeats, as people ask for it, and how they ask."""

from datetime import date

from hypothesis import given, strategies as st

from etabli.foundation.calendars.engine.rhythms import MAX_DAYS, Rhythm, days_after
from etabli.foundation.calendars.forms import RepeatForm, chosen_days


@given(
    first=st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    rhythm=st.sampled_from(Rhythm),
    times=st.integers(1, 60),
)
def test_each_day_has_the_weekday_of_the_first_and_they_go_forward(
    first: date, rhythm: Rhythm, times: int
) -> None:
    days = days_after(first, rhythm, times=times)
    assert len(days) == min(times, MAX_DAYS)
    assert {day.weekday() for day in days} == {first.weekday()}
    assert sorted(set(days)) == days
    assert days[0] > first
    if rhythm == Rhythm.MONTH:
        months = [day.year * 12 + day.month for day in (first, *days)]
        assert months == list(range(months[0], months[0] + len(months)))


def test_the_second_tuesday_and_the_last_friday() -> None:
    assert days_after(date(2027, 1, 12), Rhythm.MONTH, times=2) == [date(2027, 2, 9), date(2027, 3, 9)]
    assert days_after(date(2027, 1, 29), Rhythm.MONTH, times=2) == [date(2027, 2, 26), date(2027, 3, 26)]
    assert days_after(date(2027, 1, 12), Rhythm.WEEK, times=9, until=date(2027, 1, 26)) == [
        date(2027, 1, 19), date(2027, 1, 26),
    ]  # fmt: skip


def test_it_ends_with_the_calendar() -> None:
    assert days_after(date(9999, 11, 30), Rhythm.MONTH, times=6) == [date(9999, 12, 28)]


def test_a_day_to_end_on_asks_for_as_many_as_there_are() -> None:
    def asked(**values: str) -> dict[str, object]:
        form = RepeatForm({"rhythm": "week", **values}, times_label="Combien de réunions en plus ?")
        assert form.is_valid(), form.errors
        assert form["times"].label == "Combien de réunions en plus ?"
        return form.repetition

    assert asked() == {"rhythm": Rhythm.WEEK, "times": 6, "until": None}
    assert asked(times="2", until="2027-03-02")["times"] == 2
    assert asked(until="2027-03-02") == {
        "rhythm": Rhythm.WEEK, "times": MAX_DAYS, "until": date(2027, 3, 2),
    }  # fmt: skip
    assert not RepeatForm({"rhythm": "week", "times": "41"}, times_label="").is_valid()


def test_what_was_ticked_and_is_no_day_is_passed_over() -> None:
    days = [date(2027, 3, day) for day in range(2, 12)]
    values = [day.isoformat() for day in reversed(days)]
    assert chosen_days([*values, "2027-02-30", "x", "2027-03-09"]) == days
