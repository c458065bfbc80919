"""One small internet for all the tests of visibility; each test has its own sites in it."""

from collections.abc import Iterator

import pytest

from tests.programme.visibility.local_web import LocalWeb


@pytest.fixture(scope="session")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWeb]:
    with LocalWeb(tmp_path_factory.mktemp("authority")).running() as web:
        yield web


@pytest.fixture
def web(_served: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> LocalWeb:
    """Empty, trusted, at the beginning of its time."""
    monkeypatch.setenv("SSL_CERT_FILE", str(_served.certificates))
    for table in (_served.sites, _served.records, _served.addresses, _served.asked):
        table.clear()
    _served.paused = 0.0
    return _served
