"""Text messages: to whom, when, once, and of now. The provider is on loopback."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings as slow, strategies as st

from etabli.foundation.notices import notice_mails
from etabli.foundation.notices.models import TextMessage
from etabli.foundation.notices.texts import sending
from etabli.foundation.notices.texts.recipients import mobile_number
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.actions import change_occasion, sign_up, withdraw
from tests import factories as make
from tests.foundation.notices.texts.provider import MOBILE, PARIS, Provider, minutes, signed_up

pytestmark = pytest.mark.django_db


def test_a_place_is_told_by_one_short_message_with_a_link_to_it_alone(
    provider: Provider, mason: Person
) -> None:
    place = signed_up(mason)
    assert minutes(make.AT) == 1
    [sent] = provider.texts
    assert sent["to"] == "+33612345678"
    said, url = sent["text"].split("\n")
    assert said.startswith("Vous avez une place")
    assert len(sent["text"]) <= 160
    link = mason.links.get()
    assert (link.scope, link.subject_id) == ("sign_up", place.pk)
    client = Client()
    with time_machine.travel(make.AT):
        answer = client.get(url.removeprefix("http://127.0.0.1:8000"))
        assert answer["Location"] == reverse("seats:sign_up", args=[place.pk])
        assert client.get(answer["Location"]).status_code == 200
        assert client.get(reverse("own_data:mine")).status_code != 200
    assert provider.asked[0][0]["Authorization"] == "Bearer token"


def test_it_says_how_things_stand_when_it_leaves(provider: Provider, mason: Person) -> None:
    night = make.AT.replace(hour=21)
    place = signed_up(mason, night)
    minutes(night, 3)
    by = make.adviser(mason.chamber)
    later = place.occasion.starts_at + timedelta(days=1)
    changes = {"starts_at": later, "ends_at": later + timedelta(hours=3)}
    change_occasion(occasion=place.occasion, changes=changes, by=by, at=night)
    assert minutes(night + timedelta(hours=11)) == 1
    assert len(provider.texts) == 1


def test_off_nothing_leaves_and_nothing_is_shown(provider: Provider, mason: Person, settings: Any) -> None:
    settings.SMS_URL = ""
    signed_up(mason)
    assert minutes(make.AT) == 0
    assert not TextMessage.objects.exists()
    browser = make.become(Client(), membership=make.membership(mason.chamber))
    assert browser.get(reverse("notices:texts")).status_code == 404
    for page in (reverse("front:person", args=[mason.pk]), reverse("front:outbox")):
        assert "SMS" not in browser.get(page).content.decode()


def test_who_has_an_address_gets_a_mail_and_no_text(provider: Provider) -> None:
    person = make.person(make.chamber(), phone=MOBILE)
    signed_up(person)
    assert minutes(make.AT) == 0
    assert make.mails().filter(to=person.email).exists()


def test_what_a_stranger_types_rings_at_nobodys(provider: Provider, mason: Person) -> None:
    occasion = make.occasion(mason.chamber, starts_at=make.AT + timedelta(days=10))
    given = {
        "occasion": occasion,
        "holder": mason,
        "origin": "192.0.2.7",
        "by": Viewer.nobody(),
        "at": make.AT,
    }
    sign_up(**given)
    assert minutes(make.AT, 2) == 0
    assert provider.asked == []


def test_one_number_gets_six_a_day(provider: Provider, mason: Person) -> None:
    for _workshop in range(8):
        signed_up(mason)
    assert minutes(make.AT, 3) == 6
    assert TextMessage.objects.filter(status="failed").count() == 2


def test_all_get_no_more_than_the_day_allows(provider: Provider, mason: Person, settings: Any) -> None:
    settings.SMS_PER_DAY = 1
    signed_up(mason)
    signed_up(mason)
    assert minutes(make.AT, 5) == 1
    assert len(provider.asked) == 1
    assert TextMessage.objects.filter(status="queued").count() == 1
    assert minutes(make.AT + timedelta(days=1, hours=1)) == 1


NUMBERS = {
    "06 12 34 56 78": "+33612345678",
    "07 56 78 90 12": "+33756789012",
    "+33 6 12 34 56 78": "+33612345678",
    "05 56 00 11 22": "",  # a landline
    "+32 470 12 34 56": "",  # a mobile of another country
    "+1 212 555 0100": "",
    "08 92 70 00 00": "",
    "3615": "",
    "": "",
    "pas un numéro": "",
}


@pytest.mark.parametrize("phone", NUMBERS)
def test_only_mobiles_of_the_country_are_written_to(provider: Provider, phone: str) -> None:
    assert mobile_number(phone) == NUMBERS[phone]
    signed_up(make.person(make.chamber(), email="", phone=phone))
    assert minutes(make.AT) == bool(NUMBERS[phone])
    assert [sent["to"] for sent in provider.texts] == [NUMBERS[phone]] * bool(NUMBERS[phone])


def test_the_countries_are_those_of_the_installation(settings: Any) -> None:
    settings.SMS_COUNTRIES = ["BE"]
    assert mobile_number("+32 470 12 34 56") == "+32470123456"
    assert mobile_number(MOBILE) == ""


def is_quiet(at: datetime) -> bool:
    here = at.astimezone(PARIS)
    hour = (here.hour, here.minute)
    return here.weekday() == 6 or hour >= (20, 0) or hour < (7, 30)


@slow(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minute=st.integers(0, 7 * 24 * 60), trouble=st.lists(st.sampled_from([429, 503]), max_size=3))
def test_never_in_quiet_hours_nor_twice_whatever_the_instant_and_the_refusals(
    provider: Provider, minute: int, trouble: list[int]
) -> None:
    from django.db import transaction

    begin = datetime(2027, 1, 4, tzinfo=UTC) + timedelta(minutes=minute)
    provider.asked.clear()
    with transaction.atomic():
        mason = make.person(make.chamber(), email="", phone=MOBILE)
        signed_up(mason, begin)
        left, now, tried = 0, begin, list(trouble)
        while now < begin + timedelta(days=2, hours=12):
            before = len(provider.asked)
            provider.status = tried[0] if tried else 200
            left += minutes(now)
            if len(provider.asked) > before:
                assert not is_quiet(now)
                tried = tried[1:]
            now += timedelta(minutes=30)
        assert left == 1
        assert len(provider.asked) == 1 + len(trouble)
        assert TextMessage.objects.get().status == "sent"
        transaction.set_rollback(True)
    provider.status = 200


def test_what_the_provider_may_have_heard_never_leaves_again(provider: Provider, mason: Person) -> None:
    provider.status = 0
    signed_up(mason)
    assert minutes(make.AT, 3) == 0
    assert len(provider.asked) == 1
    assert TextMessage.objects.get().status == "unsure"


def test_an_address_that_came_since_is_no_telephone(provider: Provider, mason: Person) -> None:
    signed_up(mason)
    with time_machine.travel(make.AT, tick=False):
        notice_mails.send_due(make.AT)
    Person.objects.filter(pk=mason.pk).update(phone="06 99 99 99 99")
    assert sending.deliver_due(make.AT) == 0
    assert TextMessage.objects.get().status == "failed"


def test_a_place_given_back_by_a_link_is_offered_by_text_to_who_waits(
    provider: Provider, mason: Person
) -> None:
    occasion = make.occasion(mason.chamber, starts_at=make.AT + timedelta(days=10), capacity=1)
    other, by = make.person(mason.chamber), make.adviser(mason.chamber)
    seat = sign_up(occasion=occasion, holder=other, by=by, at=make.AT)
    sign_up(occasion=occasion, holder=mason, by=by, at=make.AT)
    minutes(make.AT, 2)
    withdraw(sign_up=seat, by=make.bearer(other, "sign_up", seat.pk), at=make.AT + timedelta(minutes=5))
    minutes(make.AT + timedelta(minutes=5), 2)
    assert provider.texts[-1]["text"].startswith("Répondez avant")


def test_what_was_overtaken_before_it_left_does_not_leave(provider: Provider, mason: Person) -> None:
    provider.status = 503
    row = signed_up(mason)
    minutes(make.AT, 1)
    withdraw(sign_up=row, by=make.adviser(mason.chamber), at=make.AT + timedelta(seconds=90))
    provider.status = 200
    provider.asked.clear()
    minutes(make.AT + timedelta(minutes=2), 10)
    assert len(provider.texts) == 1
    assert "a retiré votre inscription" in provider.texts[0]["text"]
