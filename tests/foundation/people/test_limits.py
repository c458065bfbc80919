"""A form that anybody may send can't be sent without end."""

import time
from pathlib import Path

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from etabli.foundation.people.limits import address_of, limited


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """A clock that stands still until a test moves it."""
    now = {"seconds": 1_000_020.0}
    monkeypatch.setattr(time, "time", lambda: now["seconds"])
    return now


@limited("try", per_minute=3)
def page(request: object) -> HttpResponse:
    return HttpResponse("done")


def test_past_the_limit_the_answer_is_429_and_says_when_to_come_back(rf: RequestFactory) -> None:
    answers = [page(rf.post("/", REMOTE_ADDR="192.0.2.1")) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"


def test_reading_and_other_addresses_are_not_limited(rf: RequestFactory) -> None:
    for _ in range(4):
        page(rf.post("/", REMOTE_ADDR="192.0.2.1"))
    assert page(rf.get("/", REMOTE_ADDR="192.0.2.1")).status_code == 200
    assert page(rf.post("/", REMOTE_ADDR="192.0.2.2")).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [(0, "203.0.113.9", "192.0.2.1"), (1, "forged, 203.0.113.9", "203.0.113.9"), (1, "", "192.0.2.1")],
)
def test_a_forged_header_changes_nothing(
    rf: RequestFactory, proxies: int, forwarded: str, expected: str
) -> None:
    request = rf.post("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert address_of(request) == expected


def test_a_minute_later_the_form_is_open_again(
    rf: RequestFactory, settings: object, tmp_path: Path, clock: dict[str, float]
) -> None:
    """On the cache of a real installation, whose values live longer each time they are counted."""
    files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    settings.CACHES = {"default": files}  # type: ignore[attr-defined]  # pytest-django's
    assert type(caches["default"]).__name__ == "FileBasedCache"
    for expected in (200, 200, 200, 429, 429):
        assert page(rf.post("/", REMOTE_ADDR="192.0.2.1")).status_code == expected
    clock["seconds"] += 61
    assert page(rf.post("/", REMOTE_ADDR="192.0.2.1")).status_code == 200
