"""What became of a feed's events: each known by its name, or by what it says where the feed changes names."""

from dataclasses import replace

from etabli.community.agenda.engine.changes import Changes, changes
from etabli.foundation.calendars.engine.events import CalendarEvent
from tests.community.agenda.engine.feeds import PARIS, at

KNOWN = [
    CalendarEvent(f"u{day}", f"Réunion {day}", at(2027, 1, day, 9), at(2027, 1, day, 10), place="Blaye")
    for day in range(1, 7)
]
NOTHING = Changes((), tuple(KNOWN), (), (), (), False)


def test_nothing_changed() -> None:
    assert changes(KNOWN, KNOWN, PARIS) == NOTHING
    assert changes([], [], PARIS) == Changes((), (), (), (), (), False)


def test_each_event_stands_in_one_list() -> None:
    moved = replace(KNOWN[0], starts=at(2027, 1, 1, 14), ends=at(2027, 1, 1, 15))
    renamed = replace(KNOWN[1], uid="other", title="REUNION 2")
    new = replace(KNOWN[2], uid="new", title="Salon")
    became = changes(KNOWN, [moved, renamed, new, *KNOWN[3:]], PARIS)
    assert became.changed == ((KNOWN[0], moved),)
    assert became.renamed == ((KNOWN[1], renamed),)
    assert became.added == (new,)
    assert became.gone == (KNOWN[2],)
    assert became.same == tuple(KNOWN[3:])
    assert not became.has_unstable_uids


def test_one_date_of_what_repeats_is_known_by_where_its_rule_has_it() -> None:
    dates = [replace(event, uid="series", occurrence=event.starts) for event in KNOWN]
    moved = replace(dates[0], starts=at(2027, 1, 8, 9), ends=at(2027, 1, 8, 10))
    became = changes(dates, [moved, *dates[1:]], PARIS)
    assert became == Changes((), tuple(dates[1:]), ((dates[0], moved),), (), (), False)


def test_a_feed_that_changes_its_names_each_time_is_told_and_loses_nothing() -> None:
    again = [replace(event, uid=f"x{number}") for number, event in enumerate(KNOWN)]
    became = changes(KNOWN, again, PARIS)
    assert became.has_unstable_uids
    assert became.renamed == tuple(zip(KNOWN, again, strict=True))
    assert (became.added, became.gone) == ((), ())


def test_two_that_say_the_same_stay_two() -> None:
    twins = [KNOWN[0], replace(KNOWN[0], uid="twin")]
    again = [replace(twin, uid=f"new-{twin.uid}") for twin in twins]
    assert changes(twins, again, PARIS).renamed == tuple(zip(twins, again, strict=True))
    assert changes(twins, again[:1], PARIS).gone == (twins[1],)
