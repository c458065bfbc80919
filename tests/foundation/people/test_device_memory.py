"""What a browser holds of somebody without an account, erased there and put back."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.signed_cookies import SessionStore

from etabli.foundation.people.device_memory import DeviceMemory
from tests.factories import AT


@pytest.fixture
def session() -> SessionStore:
    return SessionStore()


def test_what_is_erased_twice_comes_back_together(session: SessionStore) -> None:
    with time_machine.travel(AT, tick=False):
        memory = DeviceMemory(session, "try", lambda erased, begun: {**erased, **begun})
        for value in ({"a": 1}, {"b": 2}):
            memory.hold(value)
            memory.erase(at=AT)
        memory.restore()
        assert memory.value == {"a": 1, "b": 2}
        assert not memory.aside


def test_what_is_not_put_together_comes_back_in_turn(session: SessionStore) -> None:
    with time_machine.travel(AT, tick=False):
        memory = DeviceMemory(session, "try")
        for value in ({"a": 1}, {"b": 2}):
            memory.hold(value)
            memory.erase(at=AT)
        for value in ({"b": 2}, {"a": 1}):
            memory.restore()
            assert memory.value == value
        assert not memory.aside


def test_what_is_dropped_is_neither_here_nor_aside(session: SessionStore) -> None:
    with time_machine.travel(AT, tick=False):
        memory = DeviceMemory(session, "try")
        for value in ({"a": 1}, {"b": 2}):
            memory.hold(value)
            memory.erase(at=AT)
        memory.drop(lambda stored: "b" in stored)
        assert (memory.value, memory.aside) == ({}, {"a": 1})


def test_an_hour_later_it_is_gone(session: SessionStore) -> None:
    with time_machine.travel(AT, tick=False):
        memory = DeviceMemory(session, "try")
        memory.hold({"a": 1})
        memory.erase(at=AT)
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        assert not DeviceMemory(session, "try").aside
