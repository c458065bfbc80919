"""The week and the month: what is on them, the road between two things, a fixed number of statements."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.people.models import Membership, User
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.agenda import days_of, monday_of
from etabli.programme.workshops.models import Session
from tests import factories
from tests.programme.diary.test_entries import noted

type Make = Callable[..., Session]
MONDAY = datetime(2027, 1, 11, tzinfo=UTC).date()
AT = datetime(2027, 1, 11, 8, tzinfo=UTC)


def week(client: Client, membership: Membership, **query: Any) -> str:
    desk = factories.become(client, membership=membership)
    return unescape(desk.get("/semaine/", {"du": "2027-01-13", **query}).content.decode())


def test_a_week_shows_what_every_app_knows(client: Client, make: Make, membership: Membership) -> None:
    session = make(starts_at=AT)
    noted(membership, AT + timedelta(days=1), title="Commission des fonds")
    page = week(client, membership)
    assert session.theme.title in page
    assert "Commission des fonds" in page
    assert "Rayer" in page
    month = factories.become(client, membership=membership).get("/mois/?mois=2027-01-13").content.decode()
    assert "Commission des fonds" in month


def test_a_colleague_s_week_is_chosen_by_name(client: Client, make: Make, membership: Membership) -> None:
    colleague = factories.membership(membership.organisation)
    noted(membership, AT, title="Commission des fonds")
    assert "Commission des fonds" in week(client, colleague, qui=membership.user_id)
    assert "Commission des fonds" not in week(client, colleague)


def test_the_road_that_is_longer_than_the_gap_is_told(
    make: Make, adviser: Viewer, membership: Membership
) -> None:
    make(starts_at=AT)
    make(starts_at=AT + timedelta(hours=4), town="Bordeaux")
    [day] = days_of(adviser, membership.user, MONDAY, 1)
    before, after = day.items
    assert before.road is None
    assert after.road is not None
    assert after.road.gap_minutes == 30
    assert after.road.is_short is (after.road.minutes > 30)


@pytest.mark.parametrize("number", [1, 3])
def test_a_week_takes_the_same_statements_whatever_is_on_it(
    make: Make,
    adviser: Viewer,
    membership: Membership,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(number):
        make(starts_at=AT + timedelta(days=n))
        make(starts_at=AT + timedelta(days=n, hours=5), town="Bordeaux")
        noted(membership, AT + timedelta(days=4 + n))
    user = User.objects.get(pk=membership.user_id)
    days_of(adviser, user, MONDAY, 7)  # the road graph is known from there on
    with django_assert_num_queries(6):
        days_of(adviser, user, MONDAY, 7)


def test_the_page_of_a_week_takes_twelve_statements_at_most(
    client: Client, make: Make, membership: Membership, django_assert_max_num_queries: Any
) -> None:
    make(starts_at=AT)
    make(starts_at=AT + timedelta(hours=5), town="Bordeaux")
    desk = factories.become(client, membership=membership)
    desk.get("/semaine/?du=2027-01-11")
    with django_assert_max_num_queries(12):
        desk.get("/semaine/?du=2027-01-11")


@pytest.mark.parametrize("asked", ["?du=demain", "?du=2027-02-31", "?du=9999-12-31", "?du=", "?qui="])
def test_what_is_no_day_shows_this_week(client: Client, membership: Membership, asked: str) -> None:
    page = factories.become(client, membership=membership).get(f"/semaine/{asked}")
    assert page.status_code == 200
    assert page.context["monday"] == monday_of(timezone.localdate())


def test_nobody_outside_the_chamber_reads_a_week(client: Client, membership: Membership) -> None:
    noted(membership)
    assert days_of(Viewer.nobody(), membership.user, MONDAY, 1)[0].items == ()
    assert client.get("/semaine/").status_code == 302


def test_a_month_opens_at_this_week_and_folds_the_others_on_a_phone(
    client: Client, membership: Membership
) -> None:
    desk, today = factories.become(client, membership=membership), timezone.localdate()
    page = desk.get("/mois/").content.decode()
    weeks = page.count('<ol class="week"')
    assert page.count('<details class="more wide">') == weeks - 1
    opened = page.split('aria-current="date"')[0].rpartition("<details")[2]
    assert "</details>" in opened or "<details" not in page.split('aria-current="date"')[0]
    other = (today.replace(day=1) + timedelta(days=70)).isoformat()
    page = desk.get(f"/mois/?mois={other}").content.decode()
    assert page.count('<details class="more wide">') == page.count('<ol class="week"') - 1
