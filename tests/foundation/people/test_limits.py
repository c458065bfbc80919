"""A form that anybody may send can't be sent without end."""

import time
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from etabli.foundation.people.limits import address_of, count_guess_and_find_exceeded, limited
from etabli.foundation.people.models import Counter
from etabli.foundation.people.tasks import forget_counters

pytestmark = pytest.mark.django_db


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
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "forged, 203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (1, "no address", "192.0.2.1"),
        (2, "203.0.113.9", "192.0.2.1"),
        (2, " , ,", "192.0.2.1"),
    ],
)
def test_a_forged_header_changes_nothing(
    rf: RequestFactory, proxies: int, forwarded: str, expected: str
) -> None:
    request = rf.post("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert address_of(request) == expected


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "", True),
    ],
)
def test_a_home_counts_as_one_whatever_address_it_takes(
    rf: RequestFactory, one: str, other: str, is_same: bool
) -> None:
    addresses = [address_of(rf.post("/", REMOTE_ADDR=address)) for address in (one, other)]
    assert (addresses[0] == addresses[1]) == is_same


@pytest.mark.parametrize("forwarded", ["203.0.113.9", "no address, nor here", ""])
def test_a_header_shorter_than_the_proxies_stops_no_sign_in(forwarded: str) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=2):
        answer = Client().post("/connexion/", {"email": "a@example.org"}, HTTP_X_FORWARDED_FOR=forwarded)
    assert answer.status_code == 302


def test_a_minute_later_the_form_is_open_again(rf: RequestFactory, clock: dict[str, float]) -> None:
    for expected in (200, 200, 200, 429, 429):
        assert page(rf.post("/", REMOTE_ADDR="192.0.2.1")).status_code == expected
    clock["seconds"] += 61
    assert page(rf.post("/", REMOTE_ADDR="192.0.2.1")).status_code == 200


def test_a_walk_through_the_homes_of_one_48_ends(rf: RequestFactory) -> None:
    answers = [page(rf.post("/", REMOTE_ADDR=f"2001:db8:7:{home:x}::1")).status_code for home in range(20)]
    assert answers == [200] * 12 + [429] * 8, "three for each of its homes, and as much as four homes in all"
    assert page(rf.post("/", REMOTE_ADDR="2001:db8:8::1")).status_code == 200, "its neighbour is another"


def test_a_secret_is_guessed_no_faster_from_a_whole_48(rf: RequestFactory) -> None:
    refused = [
        count_guess_and_find_exceeded(rf.get("/", REMOTE_ADDR=f"2001:db8:7:{home:x}::1"), "try", per_minute=2)
        for home in range(10)
    ]
    assert refused == [False] * 8 + [True] * 2


def test_counters_go_once_their_time_is_over(rf: RequestFactory, clock: dict[str, float]) -> None:
    page(rf.post("/", REMOTE_ADDR="2001:db8::1"))
    assert Counter.objects.count() == 2
    assert "2001" not in str(list(Counter.objects.values())), "no network address is kept"
    forget_counters(datetime.fromtimestamp(clock["seconds"], UTC))
    assert Counter.objects.count() == 2
    forget_counters(datetime.fromtimestamp(clock["seconds"] + 61, UTC))
    assert not Counter.objects.exists()
