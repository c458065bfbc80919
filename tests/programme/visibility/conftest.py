"""One small internet for all the tests of visibility, each with its own sites; an artisan, and their browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.visibility import tasks
from tests import factories as make
from tests.armed import ArmedClient
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


@pytest.fixture
def looked_at(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> LocalWeb:
    """Visits go to the internet of the tests."""
    monkeypatch.setattr(tasks, "visit_site", lambda address, at: visit(web, address, at))
    return web


def visit(web: LocalWeb, address: str, at: Any) -> Any:
    from etabli.programme.visibility.checks.visit import visit_site

    return visit_site(address, at=at, internet=web.internet())


@pytest.fixture
def person(chamber: Organisation) -> Person:
    return make.person(chamber, name="Zoé Exemple")


@pytest.fixture
def artisan(person: Person) -> Any:
    return make.become(ArmedClient(), link=make.link(person))
