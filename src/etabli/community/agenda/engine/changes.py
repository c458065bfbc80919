"""What became of the events of a feed since it was last read.

An event is known by its UID and its date. A feed that gives new UIDs each time would take all of its events out and put
them in again, with whatever people made of them: what says the same at the same time is then the same event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from etabli.foundation.calendars.engine.events import CalendarEvent, instant
from etabli.foundation.search.engine.text import all_words

MIN_RENAMED = 3  # from which a feed whose UIDs change is told: one or two are written anew by hand
MIN_SHARE_RENAMED = 0.5  # of the events that were known


@dataclass(frozen=True)
class Changes:
    """`same`: as they were; `changed`, `renamed`: as they were and as they are, the latter under another UID.

    `has_unstable_uids`: the feed gives new UIDs to events that are the same.
    """

    added: tuple[CalendarEvent, ...]
    same: tuple[CalendarEvent, ...]
    changed: tuple[tuple[CalendarEvent, CalendarEvent], ...]
    renamed: tuple[tuple[CalendarEvent, CalendarEvent], ...]
    gone: tuple[CalendarEvent, ...]
    has_unstable_uids: bool


def changes(known: Sequence[CalendarEvent], read: Sequence[CalendarEvent], zone: tzinfo) -> Changes:
    """What became of the known events, in the order of what was read; each event stands in one list. `zone`: of times
    that name none."""
    by_name = {(event.uid, event.occurrence): event for event in known}
    pairs = [(by_name.pop((event.uid, event.occurrence), None), event) for event in read]
    left = _by_what_they_say(by_name.values(), zone)
    added: list[CalendarEvent] = []
    renamed: list[tuple[CalendarEvent, CalendarEvent]] = []
    for before, event in pairs:
        if before is None:
            same = left.get(_what_it_says(event, zone))
            if same:
                renamed.append((same.pop(0), event))
            else:
                added.append(event)
    return Changes(
        added=tuple(added),
        same=tuple(event for before, event in pairs if before == event),
        changed=tuple((before, event) for before, event in pairs if before is not None and before != event),
        renamed=tuple(renamed),
        gone=tuple(event for events in left.values() for event in events),
        has_unstable_uids=len(renamed) >= max(MIN_RENAMED, MIN_SHARE_RENAMED * len(known)),
    )


def _by_what_they_say(events: Iterable[CalendarEvent], zone: tzinfo) -> dict[object, list[CalendarEvent]]:
    by_words: dict[object, list[CalendarEvent]] = defaultdict(list)
    for event in events:
        by_words[_what_it_says(event, zone)].append(event)
    return by_words


def _what_it_says(event: CalendarEvent, zone: tzinfo) -> object:
    return instant(event.starts, zone), tuple(all_words(event.title)), tuple(all_words(event.place))
