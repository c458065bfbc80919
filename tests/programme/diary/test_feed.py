"""The private link to one's own days: two programs read it, it names nobody, it is cut off in one press."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notify.feed_links import FeedStands
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.actions import make_feed
from etabli.programme.diary.links import feed_address
from etabli.programme.diary.models import DiaryFeed
from etabli.programme.support.actions import book
from etabli.programme.workshops.models import Session
from tests import factories
from tests.foundation.notify.clients import read_by_gnome, read_by_home_assistant, read_by_thunderbird
from tests.programme.diary.test_entries import noted

type Make = Callable[..., Session]


def path(membership: Membership, by: Viewer) -> str:
    feed = DiaryFeed.objects.filter(membership=membership, ended_at=None).first()
    address = feed_address(feed or make_feed(by=by, at=factories.AT))
    return address[address.index("/mon-agenda/") :]


def fed(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_two_programs_read_the_same_days(
    client: Client, make: Make, membership: Membership, adviser: Viewer
) -> None:
    session = make()
    noted(
        membership, session.occasion.starts_at + timedelta(days=1, hours=2), hours=2, title="Avec la mairie"
    )
    text = fed(client, path(membership, adviser))
    read = read_by_home_assistant(text)
    assert [event.title for event in read] == [session.theme.title, "Réunion"]
    assert read_by_home_assistant(read_by_gnome(text)) == read


@pytest.mark.parametrize(
    ("starts_at", "local"),
    [
        (datetime(2027, 3, 26, 8, tzinfo=UTC), "09:00"),  # the last Friday of winter time
        (datetime(2027, 3, 29, 7, tzinfo=UTC), "09:00"),  # the first Monday of summer time
        (datetime(2027, 10, 29, 7, tzinfo=UTC), "09:00"),
        (datetime(2027, 11, 2, 8, tzinfo=UTC), "09:00"),
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), "23:30"),  # over the end of the year
    ],
)
def test_summer_time_and_the_end_of_the_year(
    client: Client, membership: Membership, adviser: Viewer, starts_at: datetime, local: str
) -> None:
    with time_machine.travel(starts_at - timedelta(days=3), tick=False):
        noted(membership, starts_at, hours=2)
        text = fed(client, path(membership, adviser))
    for read in (read_by_home_assistant(text), read_by_home_assistant(read_by_gnome(text))):
        assert [(event.starts_at, event.ends_at) for event in read] == [
            (starts_at, starts_at + timedelta(hours=2))
        ]
        assert f"{timezone.localtime(read[0].starts_at):%H:%M}" == local


@pytest.mark.deep
def test_a_third_program_reads_the_same_days_over_summer_time_and_the_end_of_the_year(
    client: Client, make: Make, membership: Membership, adviser: Viewer
) -> None:
    with time_machine.travel(datetime(2026, 12, 28, 8, tzinfo=UTC), tick=False):
        make(starts_at=datetime(2027, 3, 29, 7, tzinfo=UTC))
        for starts_at in (
            datetime(2026, 12, 31, 22, 30, tzinfo=UTC),  # over the end of the year
            datetime(2027, 3, 26, 8, tzinfo=UTC),
            datetime(2027, 10, 29, 7, tzinfo=UTC),
            datetime(2027, 11, 2, 8, tzinfo=UTC),
        ):
            noted(membership, starts_at, hours=2)
        text = fed(client, path(membership, adviser))
    read = read_by_thunderbird(text)
    assert [f"{timezone.localtime(day.starts_at):%d/%m %H:%M}" for day in read] == [
        "31/12 23:30", "26/03 09:00", "29/03 09:00", "29/10 09:00", "02/11 09:00",
    ]  # fmt: skip
    assert read == read_by_home_assistant(text)


def test_no_name_of_an_artisan_is_in_it(client: Client, membership: Membership, adviser: Viewer) -> None:
    person = factories.person(membership.organisation, name="Zénobie Exemple")
    on = timezone.localdate() + timedelta(days=30)
    book(
        person=person, wish=None, adviser=membership.user, on=on, half="am", place="À l'atelier",
        by=adviser, at=timezone.now(),
    )  # fmt: skip
    noted(membership, timezone.now() + timedelta(days=40), title="Avec Zénobie")
    text = fed(client, path(membership, adviser))
    assert "Demi-journée" in text
    assert "Zénobie" not in text


def test_a_link_that_is_cut_off_opens_nothing_until_that_is_taken_back(
    client: Client, membership: Membership, adviser: Viewer
) -> None:
    address = path(membership, adviser)
    factories.become(Client(), membership=membership).post("/semaine/mon-calendrier/lien/couper/")
    assert client.get(address).status_code == 404
    undo(entry=Entry.objects.get(verb="diary.cut_feed"), by=adviser, at=factories.AT)
    assert client.get(address).status_code == 200
    with pytest.raises(FeedStands):
        make_feed(by=adviser, at=factories.AT)


@pytest.mark.parametrize("change", [lambda word: word[:-1] + "0", lambda word: f"9{word}", lambda word: "x"])
def test_a_link_that_was_changed_opens_nothing(
    client: Client, membership: Membership, adviser: Viewer, change: Any
) -> None:
    token = path(membership, adviser).split("/")[2]
    changed = change(token)
    if changed != token:
        assert client.get(f"/mon-agenda/{changed}/").status_code == 404


def test_who_has_left_the_chamber_is_followed_no_more(
    client: Client, membership: Membership, adviser: Viewer
) -> None:
    address = path(membership, adviser)
    Membership.objects.filter(pk=membership.pk).update(ended_on=timezone.localdate())
    assert client.get(address).status_code == 404


def test_the_link_stands_in_no_log(
    client: Client, membership: Membership, adviser: Viewer, caplog: Any, monkeypatch: Any
) -> None:
    from etabli.programme.diary.pages import calendars

    address = path(membership, adviser)

    def broken(*args: object, **kwargs: object) -> str:
        raise RuntimeError("of the test")

    monkeypatch.setattr(calendars, "diary_feed", broken)
    client.raise_request_exception = False
    with caplog.at_level("INFO"):
        assert client.get(address).status_code == 500
    assert caplog.records
    assert address.split("/")[2] not in caplog.text
