"""How far the filling of the demonstration is: on the page served meanwhile, and in the terminal."""

import socket
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from etabli.foundation.terminal import ProgressLine
from etabli.site import running
from etabli.site.filling_page import serve_waiting_page

HOST = "127.0.0.1"


@pytest.fixture
def port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        number: int = probe.getsockname()[1]
        return number


def read(
    port: int, *, language: str = "fr", method: str = "GET", path: str = "/"
) -> tuple[int, str, str | None]:
    with closing(HTTPConnection(HOST, port, timeout=20)) as connection:
        connection.request(method, path, headers={"Accept-Language": language})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.getheader("Retry-After")


def test_the_page_says_how_far_it_is_in_the_language_of_its_reader(port: int) -> None:
    with serve_waiting_page(HOST, port) as page:
        page.tell(30, "Les ateliers & la suite", "The workshops & what follows")
        status, french, again = read(port, path="/demonstration/")
        assert (status, again) == (503, "3"), "nobody takes it for the product"
        assert '<html lang="fr">' in french
        assert "30 % · Les ateliers &amp; la suite" in french
        assert '<progress max="100" value="30"' in french
        english = read(port, language="en-GB,en")[1]
        assert '<html lang="en">' in english
        assert "The workshops &amp; what follows" in english
        page.tell(80, "Les devis", "The quotes")
        assert "80 % · Les devis" in read(port)[1]
        assert read(port, method="HEAD")[:2] == (503, "")


def test_the_port_is_free_again_afterwards(port: int) -> None:
    with serve_waiting_page(HOST, port):
        assert read(port)[0] == 503
    with serve_waiting_page(HOST, port):
        assert read(port)[0] == 503


def test_a_first_start_says_it_in_both_places(
    port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running._progress_page(tmp_path, HOST, port) as tell:
        tell(60, "Les histoires", "The stories")
        assert "60 % · Les histoires" in read(port)[1]
    assert "60" in capsys.readouterr().err


def test_a_demonstration_that_is_filled_serves_no_page_meanwhile(port: int, tmp_path: Path) -> None:
    (tmp_path / running.FILLED_FILE).write_text("")
    with running._progress_page(tmp_path, HOST, port), pytest.raises(ConnectionRefusedError):
        read(port)


def test_a_terminal_shows_one_line_and_anything_else_a_line_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    parts = [
        (0, "La carte et les thèmes", "The map"),
        (30, "Les ateliers", "The workshops"),
        (100, "Rempli", "Filled"),
    ]

    def shown() -> str:
        line = ProgressLine()
        for part in parts:
            line(*part)
        return capsys.readouterr().err

    assert shown() == "  0 % · La carte et les thèmes\n 30 % · Les ateliers\n100 % · Rempli\n"
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    written = shown()
    assert written.count("\n") == 1
    assert written.endswith("\n")
    assert written.count("\r") == len(parts)
    assert len(written.split("\r")[2]) >= len("  0 % · La carte et les thèmes"), (
        "nothing of the longer line stays"
    )
