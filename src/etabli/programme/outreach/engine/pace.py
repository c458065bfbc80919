"""How fast a mailing leaves: so many a minute, fewer to one mail server, none at night nor on Sundays."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from etabli.foundation.notices.engine import Rhythm, leaves_at

MINUTE = timedelta(minutes=1)
BY_DAY = Rhythm(quiet_from=time(20, 0), quiet_until=time(8, 0), quiet_on_sunday=True)


@dataclass(frozen=True)
class Pace:
    """The most that leave in a minute: in all, and to the addresses of one domain."""

    per_minute: int
    per_domain: int

    def batch(self, waiting: Sequence[tuple[int, str]], lately: Sequence[str]) -> list[int]:
        """Who of `waiting` (number, address) may leave now, first come first; `lately`: the addresses of those that
        left within the last minute. One domain that is full holds back its own alone."""
        count_by_domain = Counter(domain_of(address) for address in lately)
        free = self.per_minute - len(lately)
        chosen: list[int] = []
        for number, address in waiting:
            if len(chosen) >= free:
                break
            domain = domain_of(address)
            if count_by_domain[domain] < self.per_domain:
                count_by_domain[domain] += 1
                chosen.append(number)
        return chosen

    def minutes(self, addresses: Sequence[str]) -> int:
        """About how long all of these take, in minutes of the day."""
        max_of_domain = max(Counter(map(domain_of, addresses)).values(), default=0)
        return max(-(-len(addresses) // self.per_minute), -(-max_of_domain // self.per_domain))


def domain_of(address: str) -> str:
    """What follows the @: whose mail server it is."""
    return address.rpartition("@")[2].lower()


def may_leave(local: datetime) -> bool:
    """Whether a mail to many may leave at this instant, given in the time zone of those who read."""
    return leaves_at(local, BY_DAY) == local


def begins_at(local: datetime) -> datetime:
    """When what is ready at this instant begins to leave."""
    return leaves_at(local, BY_DAY)
