"""What a visitor chooses among the sessions. No statement: the list has them all in hand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import km
from etabli.programme.workshops.calendar.cards import SessionCard

NEAR_MINUTES = 30  # by road: people told us that they don't drive longer for half a day
MAX_CLOSEST = 3  # sessions proposed beyond what was chosen


@dataclass(frozen=True)
class Choice:
    """Each left empty chooses nothing. `within_km` is by road; `since` and `until` are days, both included."""

    theme: str = ""
    within_km: int | None = None
    since: date | None = None
    until: date | None = None
    level: int | None = None
    accessible: bool = False
    free: bool = False

    def keeps(self, card: SessionCard) -> bool:
        return next(self._misses(card), None) is None

    def misses(self, card: SessionCard) -> list[str]:
        """What the session has that was not chosen, each in a few words."""
        return list(self._misses(card))

    def _misses(self, card: SessionCard) -> Iterator[str]:
        if self.within_km is not None:
            if card.km is None:
                yield _("no known road from your commune")
            elif card.km > self.within_km:
                yield _("farther: %(km)s by road") % {"km": km(card.km)}
        if self.theme and card.theme != self.theme:
            yield _("another theme")
        if self.level is not None and card.level != self.level:
            yield _("another level")
        if self.since is not None or self.until is not None:
            yield from self._misses_of_day(timezone.localdate(card.starts_at))
        if self.accessible and not card.accessible:
            yield _("with steps")
        if self.free and card.is_closed:
            yield _("sign-up is over")
        elif self.free and not card.free:
            yield _("full: waiting list")

    def _misses_of_day(self, on: date) -> Iterator[str]:
        if self.since is not None and on < self.since:
            yield _("earlier")
        if self.until is not None and on > self.until:
            yield _("later")


def is_near(card: SessionCard) -> bool:
    """Within half an hour by road of the commune that was asked for."""
    return card.minutes is not None and card.minutes <= NEAR_MINUTES


def matching_cards(cards: Iterable[SessionCard], choice: Choice) -> list[SessionCard]:
    """Those that the choice keeps, in their order."""
    return [card for card in cards if choice.keeps(card)]


def closest_sessions(cards: Sequence[SessionCard], choice: Choice) -> list[tuple[SessionCard, list[str]]]:
    """The sessions that miss the least of what was chosen, the nearest and soonest first, each with what it misses."""
    judged = [(card, choice.misses(card)) for card in cards]
    judged.sort(key=lambda pair: (len(pair[1]), pair[0].km or 0, pair[0].starts_at))
    return judged[:MAX_CLOSEST]
