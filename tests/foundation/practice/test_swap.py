"""Whatever happens inside a practice, this thread and the others are in real life afterwards."""

import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import mailers
from django.core.mail.backends import dummy
from django.db import connection, connections, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.tasks import task_backends
from django.test import RequestFactory

from etabli.foundation.practice import PracticeCopy, current_copy, is_fiction, use_copy
from etabli.site.practice.exercises import Exercise
from etabli.site.practice.middleware import COOKIE_NAME, COOKIE_PREFIX, PracticeMiddleware
from tests.settings import MAILERS


@pytest.fixture
def copy(tmp_path: Path, db: None, settings: Any) -> PracticeCopy:
    """A copy with one table in it."""
    settings.PRACTICE, settings.MAILERS = tmp_path, MAILERS
    folder = tmp_path / "copies" / f"{2**33}-one"
    folder.mkdir(parents=True)
    made = PracticeCopy(folder)
    with use_copy(made), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE here (word TEXT)")
    return made


def is_within() -> bool:
    return "here" in connection.introspection.table_names()


def handlers() -> list[Any]:
    return [connections["default"], caches["default"], task_backends["default"]]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("in_transaction", [False, True])
def test_no_failure_leaves_anything_behind(copy: PracticeCopy, failure: Any, in_transaction: bool) -> None:
    def fail() -> None:
        with use_copy(copy):
            assert is_within()
            with transaction.atomic() if in_transaction else nullcontext():
                connection.cursor().execute("INSERT INTO here VALUES ('x')")
                raise failure

    before = handlers()
    with pytest.raises(failure):
        fail()
    assert handlers() == before
    assert current_copy() is None
    assert not is_within()
    with use_copy(copy), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM here")
        assert cursor.fetchone() == (0 if in_transaction else 1,)


def test_a_copy_that_cannot_be_closed_is_left_all_the_same(
    copy: PracticeCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError("no space left")

    before = handlers()
    with pytest.raises(OSError, match="no space"), use_copy(copy):
        monkeypatch.setattr(connections["default"], "close", fail)
    assert handlers() == before
    assert current_copy() is None


def test_files_cache_and_mail_are_the_copy_s(copy: PracticeCopy) -> None:
    cache.set("word", "real")
    with use_copy(copy):
        name = default_storage.save("a/b", ContentFile(b"for nothing"))
        with default_storage.open(name) as file:
            assert file.read() == b"for nothing"
        assert cache.get("word") is None
        cache.set("word", "practised")
        assert isinstance(mailers["default"], dummy.EmailBackend)
        assert is_fiction()
    assert (copy.files / "a" / "b").read_bytes() == b"for nothing"
    assert not default_storage.exists("a/b")
    assert cache.get("word") == "real"
    assert not isinstance(mailers["default"], dummy.EmailBackend)
    assert not is_fiction()


def test_two_threads_do_not_meet(copy: PracticeCopy, django_db_blocker: Any) -> None:
    """One practises while the other doesn't, each looking while the other is in the midst of it."""
    turn, seen = threading.Barrier(2, timeout=20), {}

    def one() -> None:
        with use_copy(copy):
            turn.wait()
            seen["within"] = is_within(), current_copy()
            turn.wait()
        seen["after"] = is_within(), current_copy()
        connection.close()

    def other() -> None:
        turn.wait()
        seen["beside"] = is_within(), current_copy()
        turn.wait()
        connection.close()

    threads = [threading.Thread(target=run) for run in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"within": (True, copy), "beside": (False, None), "after": (False, None)}


def ask(copy: PracticeCopy, answer: Any) -> Any:
    request = RequestFactory().get("/aide/")
    request.COOKIES = {
        COOKIE_NAME: Exercise(copy, "/").sign(),
        "session": "real",
        f"{COOKIE_PREFIX}session": "own",
    }
    return PracticeMiddleware(answer)(request)


def test_what_is_streamed_later_was_read_in_the_copy(copy: PracticeCopy) -> None:
    def rows() -> Iterator[bytes]:
        yield b"within" if is_within() else b"outside"

    answer = ask(copy, lambda request: StreamingHttpResponse(rows()))
    assert b"".join(answer.streaming_content) == b"within"
    assert current_copy() is None


def test_a_page_that_breaks_leaves_nothing_behind(copy: PracticeCopy) -> None:
    def breaks(request: Any) -> HttpResponse:
        assert is_within()
        raise RuntimeError("broken")

    before = handlers()
    with pytest.raises(RuntimeError):
        ask(copy, breaks)
    assert handlers() == before
    assert not is_within()


def test_a_page_reads_and_sets_the_cookies_of_the_copy_alone(copy: PracticeCopy) -> None:
    def signs_in(request: Any) -> HttpResponse:
        assert request.COOKIES == {"session": "own"}
        answer = HttpResponse()
        answer.set_cookie("session", "new", httponly=True, samesite="Lax")
        return answer

    answer = ask(copy, signs_in)
    assert list(answer.cookies) == [f"{COOKIE_PREFIX}session"]
    cookie = answer.cookies[f"{COOKIE_PREFIX}session"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("new", True, "Lax")
