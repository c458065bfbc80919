"""The files of a quote: several, one more, one less; kept, given back, deleted when asked and not before."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.files.identity import identity
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.receiving import Examined
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.erased import ErasureLine
from etabli.foundation.own_data.erasure_replay import replay
from etabli.foundation.own_data.models import ErasedRow
from etabli.procurement.quotes import actions, queries, tasks
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.page_frames import view_of
from tests.community.conftest import AT, answer, enter, pass_on
from tests.procurement.quotes.conftest import LINES, give, given_file, printed, upload

WEEK = timedelta(days=7)
type Clock = Callable[[datetime], int]


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def page_of(lines: list[Any]) -> Examined:
    return given_file(printed(lines=lines, totals=[]), "page.pdf")


def lines_of(reading: QuoteReading) -> int:
    quote = queries.decoded(QuoteReading.objects.get(pk=reading.pk))
    assert quote
    return len(quote.lines)


def read(reading: QuoteReading) -> None:
    assert tasks.read_now(reading.pk, AT)
    reading.refresh_from_db()


@pytest.fixture
def erase_due(django_capture_on_commit_callbacks: Any) -> Clock:
    """What the clock does, up to the files themselves."""

    def run(at: datetime) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return tasks.erase_due(at)

    return run


def exists(stored: StoredFile) -> bool:
    return bool(stored.content.storage.exists(stored.content.name))


# Several files


def test_several_photos_are_one_quote(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.artisan.user)
    given = [upload(printed(lines=LINES[:2], totals=[]), "1.pdf"), upload(printed(lines=LINES[2:]), "2.pdf")]
    client.post("/devis/", {"quote": given})
    reading = QuoteReading.objects.get()
    assert [row.file.name for row in queries.further_of(reading)] == ["2.pdf"]
    read(reading)
    assert lines_of(reading) == 4
    assert client.get(f"/devis/{reading.pk}/page/2/").status_code == 200
    html = client.get(f"/devis/{reading.pk}/?page=2").content.decode()
    assert 'aria-current="page"' in html
    further = reading.further.get()
    sent: Any = client.get(f"/devis/{reading.pk}/original/{further.pk}/")
    assert b"".join(sent.streaming_content).startswith(b"%PDF-")


def test_one_bad_file_among_several_keeps_none(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.artisan.user)
    answered = client.post("/devis/", {"quote": [upload(), upload(b"MZ nothing", "b.pdf")]})
    assert answered.status_code == 422
    assert not QuoteReading.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_page_is_added_taken_out_and_back(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.artisan.user)
    reading = give(world, upload=page_of(LINES[:2]))
    here = f"/devis/{reading.pk}/"
    assert client.post(f"{here}pages/", {}).status_code == 422
    assert client.post(f"{here}pages/", {"pages": [upload(b"MZ no", "a.pdf")]}).status_code == 422
    client.post(f"{here}pages/", {"pages": [upload(printed(lines=LINES[2:]))]})
    read(reading)
    assert lines_of(reading) == 4
    added = Entry.objects.filter(verb="quotes.add_pages").latest("pk")
    client.post(f"{here}pages/{reading.further.get().pk}/oter/")
    with pytest.raises(CannotUndo):
        undo(entry=added, by=world.artisan_viewer, at=AT)
    read(reading)
    assert lines_of(reading) == 2
    undo(entry=Entry.objects.filter(verb="quotes.take_out_page").latest("pk"), by=world.artisan_viewer, at=AT)
    read(reading)
    assert lines_of(reading) == 4
    undo(entry=added, by=world.artisan_viewer, at=AT)
    assert queries.further_of(reading) == []


def test_a_page_added_during_the_reading_is_read_too(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = give(world, upload=page_of(LINES[:2]), read=False)

    def slow(document: Any, **limits: int) -> Any:
        monkeypatch.undo()
        more = [given_file(printed(lines=LINES[2:]))]
        actions.add_pages(reading=reading, uploads=more, by=world.artisan_viewer, at=AT)
        return tasks.read(document, **limits)

    monkeypatch.setattr(tasks, "read", slow)
    assert not tasks.read_now(reading.pk, AT)
    read(reading)
    assert lines_of(reading) == 4


def test_a_long_quote_offers_the_pages_around() -> None:
    sizes = ((595.0, 842.0),) * 40
    view = view_of(sizes, [], 20)
    assert view
    assert view.others == [1, 17, 18, 19, 20, 21, 22, 23, 40]
    assert view_of(sizes, [], 41) is None
    alone = view_of(sizes[:1], [], 1)
    assert alone
    assert alone.others == []


def test_too_many_files_are_refused_in_plain_words(world: SimpleNamespace) -> None:
    with pytest.raises(actions.TooManyPages, match="20"):
        give(world, more=[upload() for _ in range(20)], read=False)
    assert not QuoteReading.objects.exists()


# Deleting


def test_the_file_is_deleted_after_a_week_and_what_was_read_stays(
    client: Client, world: SimpleNamespace, erase_due: Clock
) -> None:
    enter(client, world.artisan.user)
    reading = give(world, more=[page_of(LINES[:1])])
    files = [reading.file, reading.further.get().file]
    here = f"/devis/{reading.pk}/"
    assert client.post(f"{here}effacer/", {}).status_code == 422
    client.post(f"{here}effacer/", {"what": "file"})
    assert "Ce fichier va être supprimé" in client.get(here).content.decode()
    assert erase_due(AT + WEEK - timedelta(seconds=1)) == 0
    assert all(exists(file) for file in files)
    asked = Entry.objects.get(verb="quotes.erase_original")
    assert erase_due(AT + WEEK) == 1
    assert not any(exists(file) for file in files)
    assert erase_due(AT + WEEK) == 0
    page = client.get(here).content.decode()
    assert "Création du site vitrine" in page
    assert "comme vous l’avez demandé" in page
    for gone in ("original/", "page/1/"):
        assert client.get(f"{here}{gone}").status_code == 404
    with pytest.raises(CannotUndo):
        undo(entry=asked, by=world.artisan_viewer, at=AT + WEEK)
    reading.refresh_from_db()
    with pytest.raises(actions.OriginalErased):
        actions.read_again(reading=reading, by=world.artisan_viewer, at=AT)
    assert client.post(f"{here}relire/").status_code == 302
    assert client.post(f"{here}pages/", {"pages": [upload()]}).status_code == 422


@pytest.mark.parametrize("how", ["undone", "kept"])
def test_within_the_week_the_file_is_kept_after_all(
    client: Client, world: SimpleNamespace, erase_due: Clock, how: str
) -> None:
    enter(client, world.artisan.user)
    reading = give(world)
    client.post(f"/devis/{reading.pk}/effacer/", {"what": "file"})
    if how == "undone":
        undo(entry=Entry.objects.latest("pk"), by=world.artisan_viewer, at=AT)
    else:
        client.post(f"/devis/{reading.pk}/garder/")
    assert erase_due(AT + 2 * WEEK) == 0
    assert exists(reading.file)


def test_the_whole_quote_goes_for_good(client: Client, world: SimpleNamespace, erase_due: Clock) -> None:
    enter(client, world.artisan.user)
    reading = give(world, more=[page_of(LINES[:1])])
    said: Any = {"by": world.artisan_viewer, "at": AT}
    actions.correct(reading=reading, target="gross", values={"value": "1"}, **said)
    files = [reading.file, reading.further.get().file]
    client.post(f"/devis/{reading.pk}/effacer/", {"what": "whole"})
    assert client.get(f"/devis/{reading.pk}/").status_code == 404
    asked = Entry.objects.get(verb="quotes.erase")
    undo(entry=asked, **said)
    assert client.get(f"/devis/{reading.pk}/").status_code == 200
    actions.erase_quote(reading=QuoteReading.objects.get(), **said)
    assert erase_due(AT + WEEK) == 1
    assert not QuoteReading.objects.exists()
    assert not StoredFile.objects.exists()
    assert not any(file.content.storage.exists(file.content.name) for file in files)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.filter(verb="quotes.erase").latest("pk"), **said)


def test_what_was_deleted_since_a_backup_is_deleted_again(world: SimpleNamespace, erase_due: Clock) -> None:
    """The list names the quote and its files; a restored database, where all is back, deletes them by it."""
    said: Any = {"by": world.artisan_viewer, "at": AT}
    actions.erase_quote(reading=give(world), **said)
    assert erase_due(AT + WEEK) == 1
    assert sorted(ErasedRow.objects.values_list("model", flat=True)) == [
        "files.StoredFile",
        "quotes.QuoteReading",
    ]
    back = give(world)
    lines = [ErasureLine(identity(), label, str(row.pk), "2027-01-01") for label, row in _named(back)]
    assert replay(lines, since=date(2027, 1, 1), at=AT).erased == 2
    assert not QuoteReading.objects.exists()
    assert not StoredFile.objects.exists()
    assert replay(lines, since=date(2027, 1, 1), at=AT).erased == 0


def _named(reading: QuoteReading) -> list[tuple[str, Any]]:
    return [("quotes.QuoteReading", reading), ("files.StoredFile", reading.file)]


def test_the_file_of_an_answer_stays_with_the_answer(
    client: Client, world: SimpleNamespace, erase_due: Clock
) -> None:
    sent = answer(pass_on(world, world.artisan), world.member, upload=given_file())
    reading = actions.add_answer_quote(answer=sent, by=world.artisan_viewer, at=AT)
    with pytest.raises(actions.FileOfAnswer):
        actions.erase_original(reading=reading, by=world.artisan_viewer, at=AT)
    enter(client, world.artisan.user)
    assert client.post(f"/devis/{reading.pk}/effacer/", {"what": "file"}).status_code == 422
    client.post(f"/devis/{reading.pk}/effacer/", {"what": "whole"})
    assert erase_due(AT + WEEK) == 1
    assert not QuoteReading.objects.exists()
    sent.refresh_from_db()
    assert sent.quote
    assert exists(sent.quote)


def test_the_adviser_deletes_nothing(world: SimpleNamespace) -> None:
    reading = give(world)
    actions.share_quote(reading=reading, by=world.artisan_viewer, at=AT)
    for act in (actions.erase_original, actions.erase_quote, actions.keep_original):
        with pytest.raises(NotAllowed):
            act(reading=reading, by=world.adviser, at=AT)
    with pytest.raises(NotAllowed):
        actions.finish_erasure(reading=reading, by=world.artisan_viewer, at=AT)
