"""The demonstration, filled small: the same for the same day on both databases, and every link of it opens."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from etabli.demo.fill import AlreadyFilled, fill
from etabli.demo.pages import ROLES
from tests import factories as make
from tests.armed import ArmedClient
from tests.demo.crawl import Crawl

BUSINESSES = 300
TODAY = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.mark.django_db  # the first of the file: the others share one filling, which this one must not see
def test_a_database_that_holds_something_is_not_filled() -> None:
    make.chamber()
    with pytest.raises(AlreadyFilled):
        fill(at=TODAY, say=lambda line: None, businesses_wanted=BUSINESSES)


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Filled once for the tests of this file, in a transaction that is taken back."""
    from django.db import connection, transaction

    with django_db_blocker.unblock(), transaction.atomic():
        connection.features.supports_transactions  # noqa: B018 -- asked now: it makes a table when first asked
        fill(at=TODAY, say=lambda line: None, businesses_wanted=BUSINESSES)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def database(filled: None, django_db_blocker: Any) -> Iterator[None]:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def browser(role: str) -> ArmedClient:
    client = ArmedClient()
    answer = client.post(f"/demonstration/{role}/")
    assert answer.status_code == 302, answer
    return client


@pytest.mark.parametrize("role", [name for name, _label, _text in ROLES])
def test_every_link_opens(role: str, database: None, settings: Any) -> None:
    settings.DEMONSTRATION = True
    crawl = Crawl(browser(role)).run("/")
    assert not crawl.faults, "\n".join(crawl.faults)
    assert len(crawl.opened) >= 8
    assert len(crawl.opened) < crawl.most, "the crawl reached its bound: raise it, or open fewer of each kind"
