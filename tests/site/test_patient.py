"""What a process of the web server ends: what would never end by itself."""

import time

import pytest
from waitress.adjustments import Adjustments

from etabli.site.gunicorn_worker import BODY_SECONDS, HEADER_SECONDS, MIN_BYTES_PER_SECOND, Request

LARGEST = 1_000_000
HEAD = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n"


@pytest.fixture
def request_() -> Request:
    return Request(Adjustments(max_request_body_size=LARGEST))


def test_half_a_header_is_ended_after_its_time(request_: Request) -> None:
    request_.received(b"GET / HTTP/1.1\r\nX-Slow: ")
    assert not request_.takes_too_long(time.monotonic())
    assert request_.takes_too_long(request_.begun + HEADER_SECONDS + 1)


def test_a_body_has_the_more_time_the_more_of_it_has_come(request_: Request) -> None:
    request_.received(HEAD % 500_000)
    late = request_.begun + BODY_SECONDS + 1
    assert request_.takes_too_long(late)
    request_.received(b"x" * MIN_BYTES_PER_SECOND * 10)
    assert not request_.takes_too_long(late)
    assert not request_.completed


def test_a_body_that_is_too_large_is_not_waited_for(request_: Request) -> None:
    request_.received(HEAD % (LARGEST + 1))
    assert request_.completed
    assert request_.error is None, "our page answers, which has words"
    assert request_.connection_close
    assert request_.get_body_stream().read() == b""
