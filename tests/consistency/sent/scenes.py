"""One act after the other on a prepared situation, and all that comes of each until nothing waits to leave."""

import functools
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from random import Random
from unittest.mock import patch

import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import transaction

from etabli.foundation.journal import ActionError
from etabli.site.ticking import periodic_functions
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.scenarios import AT
from tests.consistency.sent import outbox
from tests.consistency.sent.writing import Writer, instant

# Whose periodic functions tell or write to people; those of the others read files, plan and sweep.
TELLING = {
    "notices", "seats", "own_data", "association", "assembly", "moderation", "market", "jobs", "forum", "surveys",
    "showcase", "support", "outreach", "watches",
}  # fmt: skip
AFTER_ACTS = {"market.tasks.alert_due", "outreach.sending.write_due"}  # what acts leave to the clock to write
SOON = timedelta(minutes=15)  # after an act: the time to think again is over, and the clock has come by
type Left = list[tuple[datetime, EmailMessage]]


@contextmanager
def same_each_time() -> Iterator[time_machine.Traveller]:
    """A clock that stands still, the same names, the same draws; and no row is left behind."""
    draw = Random(2027)
    with (
        time_machine.travel(AT, tick=False) as clock,
        patch.object(make, "_numbers", count(1)),
        patch.object(secrets, "choice", draw.choice),
        transaction.atomic(),
    ):
        yield clock
        transaction.set_rollback(True)


def roles_of(world: World) -> dict[str, str]:
    """What the people of a world are, by their address."""
    held = {post.user.email: name.replace("_", " ") for name, post in world.posts.items()}
    return held | {world.person.email: "artisan"}


class Scene:
    """Does steps, and writes what each sends and shows. What the preparation sent has left before the first.

    `writer`: of the scene that came before, of the same act.
    """

    def __init__(
        self, clock: time_machine.Traveller, who: dict[str, str], writer: Writer | None = None
    ) -> None:
        self.clock, self.writer, self.lines, self.at = clock, writer or Writer(who), list[str](), AT
        self.has_begun, self.told = False, list[outbox.Told]()
        self._leave_rest(AT)
        self.shown = outbox.shown()

    def step(self, title: str, act: Callable[[], object], at: datetime = AT) -> None:
        """An act at an instant, and what comes of it."""
        self._begin()
        self.clock.move_to(at)
        self.at, refusal = at, ""
        try:
            with transaction.atomic():
                act()
        except ActionError as refused:
            refusal = str(refused)
        self._write(title, self._leave_all(), refusal)

    def day(self, title: str, at: datetime) -> None:
        """The clock comes by at an instant, and all that waits leaves."""
        self._begin()
        self.at = at
        self.clock.move_to(at)
        tick(at)
        self._write(title, self._leave_all())

    def _write(self, title: str, left: Left, refusal: str = "") -> None:
        lines = [*(["", f"Refused: {refusal}"] if refusal else []), *self._written(left)]
        if lines:
            self.lines += ["", f"-- {title}", *lines]

    def _leave_all(self) -> Left:
        """What is due leaves; the clock comes by; then all that waits leaves, each at its hour."""
        left, at = self._leave(self.at), self.at + SOON
        self.clock.move_to(at)
        tick(at, AFTER_ACTS)
        return left + self._leave_rest(at)

    def _leave_rest(self, at: datetime) -> Left:
        left = list[tuple[datetime, EmailMessage]]()
        while (leaving := outbox.next_leaving()) is not None:
            at = max(at, leaving)
            left += self._leave(at)
        return left

    def _begin(self) -> None:
        """What was prepared since the scene was made comes before the first step."""
        if not self.has_begun:
            self.has_begun = True
            self._write("before", self._leave_rest(self.at))

    def _leave(self, at: datetime) -> Left:
        self.clock.move_to(at)
        before = len(mail.outbox)
        outbox.leave(at)
        return [(at, gone) for gone in mail.outbox[before:]]

    def _written(self, left: Left) -> Iterator[str]:
        before, self.shown = self.shown, outbox.shown()
        bodies = {(gone.to[0], gone.subject): gone.body for _at, gone in left}
        own = set[tuple[str, str]]()  # what a mail of its own tells
        for at, gone in sorted(left, key=lambda pair: (pair[0], pair[1].to)):
            self.told.append(told := outbox.told(gone))
            own |= {(gone.to[0], gone.subject)} if told.text else set()
            head, *rest = self.writer.mail(gone)
            yield from ("", f"{head}, {instant(at)}", *self._once(rest))
        for row in _more(self.shown, before):
            if (row.address, row.title) not in own:
                self.told.append(outbox.told_here(row))
            head, *rest = self.writer.page(row, bodies.get((row.address, row.title), ""))
            yield from ("", head, *self._once(rest))
        for row in _more(before, self.shown):
            yield from ("", f"No longer on the page of {self.writer.reader(row)}: {row.title}")

    def _once(self, lines: list[str]) -> list[str]:
        """These lines; their first alone, when all were written in this scene before."""
        if tuple(lines) in self.writer.before:
            return [lines[0], "  (the rest as before)"] if len(lines) > 2 else lines
        self.writer.before.add(tuple(lines))
        return lines


def tick(at: datetime, only: Collection[str] = ()) -> None:
    """What the clock tells at this instant; of these functions alone, if they are named."""
    cache.clear()
    for name, function in _telling():
        if not only or name in only:
            function(at)


@functools.cache
def _telling() -> list[tuple[str, Callable[[datetime], object]]]:
    functions = [(name.split(".", 2)[2], function) for name, function in periodic_functions()]
    return [(name, function) for name, function in functions if name.partition(".")[0] in TELLING]


def _more(rows: Sequence[outbox.Shown], than: Sequence[outbox.Shown]) -> list[outbox.Shown]:
    """Those of these rows that are not among the others, by whose they are."""
    more = Counter(rows) - Counter(than)
    return sorted(more.elements(), key=lambda row: (row.address, row.name))
