"""Whatever happens, in whatever order: no file that a row names is lost, and nothing erased is left after a sweep."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings, strategies as st

from etabli.foundation.files.identity import agree, mark_restored
from etabli.foundation.files.models import ErasedContent, StoredFile
from etabli.foundation.files.receiving import FileRefused
from etabli.foundation.files.stored_files import erase
from etabli.foundation.files.stores import QUARANTINE_FOLDER, Store
from etabli.foundation.files.sweeping import sweep
from etabli.foundation.journal import Irreversible, action, anyone
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.people.viewer import Viewer
from tests.foundation.files.places import emptied, kept, names
from tests.second import examples, fewer

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = [
    *("store", "act fails", "machine stops in an act", "release", "hold again"),
    *("erase", "erase while the store is away", "machine stops in an erasure"),
    *(
        "days pass",
        "a month passes",
        "sweep",
        "sweep as agreed",
        "sweep while the store fails",
        "machine stops in a sweep",
    ),
    *("back up", "restore", "restore by hand"),
]


class Stopped(BaseException):
    """The machine stops: nothing that was to follow happens."""


class World:
    """One installation, its store, and what we know of it beside."""

    def __init__(self, place: Store, patch: pytest.MonkeyPatch, keep: Callable[..., object]) -> None:
        self.place, self.patch, self.keep = place, patch, keep
        self.now = timezone.now()
        self.number = 0
        self.erased: set[str] = set()
        self.backup: list[dict[str, Any]] = []

    # What happens

    def store(self) -> None:
        self.number += 1
        kept(b"%%PDF-%d" % self.number, f"{self.number}.pdf", at=self.now - timedelta(days=3 * self.number))

    def act_fails(self) -> None:
        """The file goes at once: it was never anybody's."""
        before = names(self.place)
        with suppress(FileRefused):
            self.keep(world=self, by=Viewer.nobody(), at=self.now)
        assert names(self.place) == before

    def machine_stops_in_an_act(self) -> None:
        with suppress(Stopped), transaction.atomic():
            self.store()
            raise Stopped

    def release(self) -> None:
        for row in self._rows(1):
            StoredFile.objects.filter(pk=row.pk).update(purpose="released")

    def hold_again(self) -> None:
        StoredFile.objects.filter(purpose="released").update(purpose="quote")

    def erase(self) -> None:
        for row in self._rows(1):
            self.erased.add(str(row.content.name))
            erase(row)

    def erase_while_the_store_is_away(self) -> None:
        self._failing(OSError("away"), "delete", self.erase)

    def machine_stops_in_an_erasure(self) -> None:
        self._failing(Stopped(), "delete", self.erase)

    def days_pass(self) -> None:
        self.now += timedelta(days=9)

    def a_month_passes(self) -> None:
        self.now += timedelta(days=31)

    def sweep(self) -> None:
        sweep(self.now)

    def sweep_as_agreed(self) -> None:
        sweep(self.now, agreed=True)

    def sweep_while_the_store_fails(self) -> None:
        for method in ("move", "delete"):
            self._failing(OSError("away"), method, self.sweep_as_agreed)

    def machine_stops_in_a_sweep(self) -> None:
        for method in ("move", "delete"):
            self._failing(Stopped(), method, self.sweep_as_agreed)

    def back_up(self) -> None:
        self.backup = list(StoredFile.objects.values())

    def restore(self) -> None:
        self.restore_by_hand()
        mark_restored(self.now)

    def restore_by_hand(self) -> None:
        """The database of the backup, in which the erasures made since are done again. What was still to be deleted
        from the store is remembered: the list of erasures is kept apart from the database."""
        StoredFile.objects.all().delete()
        StoredFile.objects.bulk_create(StoredFile(**row) for row in self.backup)
        for row in StoredFile.objects.filter(content__in=self.erased):
            erase(row)

    def _rows(self, number: int) -> list[StoredFile]:
        return list(StoredFile.objects.exclude(content="").order_by("pk")[:number])

    def _failing(self, failure: BaseException, method: str, call: Callable[[], object]) -> None:
        def fail(*_given: Any) -> None:
            raise failure

        with self.patch.context() as away, suppress(Stopped):
            away.setattr(type(storages["default"]), method, fail)
            call()

    # What is looked at

    def happens(self, event: str) -> None:
        named, there, aside = self._named(), names(self.place), names(self.place, QUARANTINE_FOLDER)
        getattr(self, event.replace(" ", "_"))()
        gone = (there | aside) - names(self.place) - names(self.place, QUARANTINE_FOLDER) - self.erased
        assert not gone & (named | self._named()), f"{event}: a file that a row names is lost"
        assert not gone - aside, f"{event}: what nobody erased is gone without a time in quarantine"

    def _named(self) -> set[str]:
        return set(StoredFile.objects.exclude(content="").values_list("content", flat=True))

    def end(self) -> None:
        """Some days later; whoever asks for a file gets it."""
        self.days_pass()
        self.sweep()
        left = names(self.place) | names(self.place, QUARANTINE_FOLDER)
        assert not left & self.erased, "what was erased is left after a sweep"
        for name in self._named() & left:
            with self.place.open(name) as file:
                assert file.read().startswith(b"%PDF-")


@pytest.fixture
def begun(place: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], World]]:
    """Makes an installation where nothing has happened yet."""
    for module in ("orphans", "sweeping"):
        released = f"etabli.foundation.files.{module}.unheld_files"
        monkeypatch.setattr(released, lambda: StoredFile.objects.filter(purpose="released"))

    @action("try.keep", sentence="Keep", may=anyone, undo=Irreversible("a test"))
    def keep(*, world: World, by: Viewer, at: datetime) -> None:
        world.store()
        raise FileRefused("too late")

    def begin() -> World:
        StoredFile.objects.all().delete()
        ErasedContent.objects.all().delete()
        agree()
        return World(emptied(place), monkeypatch, keep)

    yield begin
    del ACTS["try.keep"]


ANY = st.lists(st.sampled_from(EVENTS), min_size=4, max_size=25)
PUT_ASIDE = ["store", "back up", "release", "sweep", "days pass", "sweep"]  # then its row may come back
SHAKEN = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.parametrize("address", ["disk"], indirect=True)
@settings(SHAKEN, max_examples=examples(fewer(50, 30), 150))
@given(events=ANY)
@example(events=[*PUT_ASIDE, "restore by hand", "erase"])
@example(events=[*PUT_ASIDE, "restore by hand", "a month passes", "sweep while the store fails"])
@example(events=[*PUT_ASIDE, "restore", "a month passes", "machine stops in a sweep"])
def test_no_order_of_events_loses_a_file_or_keeps_what_was_erased(
    begun: Callable[[], World], events: list[str]
) -> None:
    world = begun()
    for event in events:
        world.happens(event)
    world.end()


@settings(SHAKEN, max_examples=5)
@given(events=ANY)
def test_on_either_store(begun: Callable[[], World], events: list[str]) -> None:
    world = begun()
    for event in [*EVENTS[:-2], *events]:
        world.happens(event)
    world.end()
