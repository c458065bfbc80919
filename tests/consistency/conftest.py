"""What several of these tests ask for; and whoever asks for an object finds its maker, in objects/ or beside the
scenarios of its acts."""

import pytest
from django.http import HttpResponse

import tests.consistency.scenarios  # noqa: F401 -- declares what it makes
from etabli.site import urls


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal is its status alone, for whoever asks thousands of times who is refused: the pages that say so are
    read by test_english.py."""
    for status in (403, 404):
        monkeypatch.setattr(
            urls,
            f"handler{status}",
            lambda _request, exception, status=status: HttpResponse(status=status),
            raising=False,
        )
