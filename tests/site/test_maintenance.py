"""Closed for a moment: said by every page, undone in a word, and shown even where nothing of ours answers."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from etabli.foundation.people import chamber_contact
from etabli.site.maintenance import FILE_NAME, main, standalone_page
from tests.armed import ArmedClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ETABLI_DATA", str(settings.DATA))
    yield settings.DATA
    (settings.DATA / FILE_NAME).unlink(missing_ok=True)


def test_every_page_says_that_nothing_is_lost_until_it_is_off(data: Path, client: ArmedClient) -> None:
    assert client.get("/aide/").status_code == 200
    assert main(["on"]) == 0
    for address in ("/", "/aide/", "/nowhere/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "300")
        html = answer.content.decode()
        assert "Rien n’est perdu" in html
        assert "Nothing is lost" in html
        assert "dans quelques minutes" in html
    assert client.post("/ateliers/1/", {"name": "Zoé"}).status_code == 503
    assert main(["off"]) == 0
    assert client.get("/aide/").status_code == 200


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Closed for a moment"), ("fr", "Établi est fermé pour un moment")]
)
def test_the_reader_s_language_comes_first_and_the_other_is_marked(
    data: Path, client: ArmedClient, language: str, first: str
) -> None:
    main(["on"])
    other = {"en": "fr", "fr": "en"}[language]
    with override(other):  # as the thread's last request left it
        html = client.get("/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in html
    assert f"<h1>{first}</h1>" in html
    assert f'<section class="stack" lang="{other}">' in html


def test_it_says_when_to_come_back(data: Path, client: ArmedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    now = timezone.make_aware(datetime(2027, 1, 14, 14, 0))
    monkeypatch.setattr(timezone, "localtime", lambda: now)
    main(["on", "--until", "14:30"])
    answer = client.get("/")
    assert "revenez vers 14:30" in answer.content.decode()
    assert answer["Retry-After"] == "1800"
    main(["on", "--until", "13:59"])  # it takes longer than was said
    late = client.get("/")
    assert late["Retry-After"] == "300"
    assert "13:59" not in late.content.decode()
    assert "dans quelques minutes" in late.content.decode()


def test_it_asks_nothing_of_the_database_which_may_be_stopped(
    data: Path, client: ArmedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int | None] = []

    def read(chamber_id: int | None) -> tuple[None, bool]:
        reads.append(chamber_id)
        return None, False

    monkeypatch.setattr(chamber_contact, "_read", read)
    main(["on"])
    assert client.get("/").status_code == 503
    assert reads == []


@pytest.mark.parametrize("hour", ["25:00", "soon", "14h30"])
def test_an_hour_that_is_none_is_refused_and_nothing_closes(data: Path, hour: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["on", "--until", hour])
    assert ended.value.code == 2
    assert not (data / FILE_NAME).exists()


def test_the_page_for_the_web_server_loads_nothing() -> None:
    html = standalone_page()
    assert "Nothing is lost" in html
    assert 'href="data:text/css;base64,' in html
    assert "/static/" not in html
    assert "<script" not in html
