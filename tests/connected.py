"""Another database in the place of the tests' own, on this thread, for as long as it lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, ConnectionHandler, connections


@contextmanager
def connected(described: dict[str, Any]) -> Iterator[None]:
    """`described`: what differs from the tests' own, as DATABASES has it."""
    real = connections[DEFAULT_DB_ALIAS]
    own = {DEFAULT_DB_ALIAS: {**real.settings_dict, **described}}
    connections[DEFAULT_DB_ALIAS] = ConnectionHandler(own)[DEFAULT_DB_ALIAS]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = real
