"""Text messages: to whom, when, once; what a provider answers; STOP; what it costs. The provider is on loopback."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings as slow, strategies as st

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import undo
from etabli.foundation.notices import leaving
from etabli.foundation.notices.actions import stop_texts
from etabli.foundation.notices.models import Preference, TextMessage
from etabli.foundation.notices.texts import sending
from etabli.foundation.notices.texts.provider import Outcome, hand_over
from etabli.foundation.notices.texts.reach import mobile
from etabli.foundation.people.links import link_url
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.actions import change_occasion, sign_up, withdraw
from etabli.site.environment import BadEnvironment, check_places
from tests import factories as make

pytestmark = pytest.mark.django_db
MOBILE = "06 12 34 56 78"
SECRET = "a-secret-of-thirty-two-signs-and-more"
PARIS = ZoneInfo("Europe/Paris")


class Provider:
    """A provider of text messages: what it was asked, and what it answers next."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, str], bytes]] = []
        self.status, self.body = 200, b'{"messages": [{"status": "queued"}]}'
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                provider.asked.append((dict(self.headers), self.rfile.read(length)))
                if provider.status == 0:  # it hears, and says nothing
                    self.connection.close()
                    return
                self.send_response(provider.status)
                self.send_header("Content-Length", str(len(provider.body)))
                self.end_headers()
                self.wfile.write(provider.body)

            def do_GET(self) -> None:
                provider.asked.append((dict(self.headers), self.path.encode()))
                self.send_response(200)
                self.send_header("Content-Length", "15")
                self.end_headers()
                self.wfile.write(b'{"status": 100}')

            def log_message(self, *args: object) -> None:
                """Not a word."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    @property
    def texts(self) -> list[dict[str, str]]:
        return [json.loads(body) for _headers, body in self.asked]


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def provider(server: Provider, settings: Any) -> Provider:
    server.asked.clear()
    server.status, server.body = 200, b'{"messages": [{"status": "queued"}]}'
    settings.SMS_URL = f"http://127.0.0.1:{server.server.server_port}/send"
    settings.OUTGOING_ALLOWED = {"127.0.0.1"}
    settings.SMS_HEADERS = {"Authorization": "Bearer token"}
    settings.SMS_ACCEPTED = "messages.0.status=queued|sent"
    settings.SMS_PRICE = Decimal("0.05")
    settings.SMS_STOP_SECRET = SECRET
    return server


@pytest.fixture
def mason() -> Person:
    return make.person(make.chamber(), email="", phone=MOBILE, name="Zoé Exemple")


def signed_up(person: Person, at: datetime = make.AT) -> Any:
    occasion = make.occasion(person.chamber, starts_at=at + timedelta(days=10))
    return sign_up(occasion=occasion, person=person, by=make.adviser(person.chamber), at=at)


def minutes(at: datetime, number: int = 1) -> int:
    """What the clock does each minute; how many left."""
    left = 0
    for minute in range(number):
        now = at + timedelta(minutes=minute)
        with time_machine.travel(now, tick=False):
            leaving.leave_due(now)
            left += sending.deliver_due(now)
    return left


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
        "person": mason,
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
    assert mobile(phone) == NUMBERS[phone]
    signed_up(make.person(make.chamber(), email="", phone=phone))
    assert minutes(make.AT) == bool(NUMBERS[phone])
    assert [sent["to"] for sent in provider.texts] == [NUMBERS[phone]] * bool(NUMBERS[phone])


def test_the_countries_are_those_of_the_installation(settings: Any) -> None:
    settings.SMS_COUNTRIES = ["BE"]
    assert mobile("+32 470 12 34 56") == "+32470123456"
    assert mobile(MOBILE) == ""


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


@pytest.mark.parametrize(
    ("status", "body", "ends"),
    [
        (200, b'{"messages": [{"status": "sent"}]}', "sent"),
        (200, b'{"messages": [{"status": "rejected"}]}', "failed"),
        (200, b'{"messages": []}', "failed"),
        (200, b"not json", "failed"),
        (401, b"{}", "failed"),
        (500, b"{}", "unsure"),
        (503, b"{}", "queued"),
    ],
)
def test_what_each_answer_means(
    provider: Provider, mason: Person, status: int, body: bytes, ends: str
) -> None:
    provider.status, provider.body = status, body
    signed_up(mason)
    minutes(make.AT)
    assert TextMessage.objects.get().status == ends


def test_a_server_that_is_not_there_is_tried_again(provider: Provider, mason: Person, settings: Any) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/send"
    signed_up(mason)
    minutes(make.AT)
    message = TextMessage.objects.get()
    assert (message.status, message.due_at) == ("queued", make.AT + timedelta(minutes=1))


def test_no_address_of_our_own_network_is_asked(provider: Provider, mason: Person, settings: Any) -> None:
    settings.OUTGOING_ALLOWED = set()
    signed_up(mason)
    assert minutes(make.AT) == 0
    assert provider.asked == []


def test_a_form_is_filled_as_forms_are(provider: Provider, mason: Person, settings: Any) -> None:
    settings.SMS_BODY = "recipient={digits}&message={text}&from={sender}"
    signed_up(mason)
    minutes(make.AT)
    headers, body = provider.asked[0]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    fields = parse_qs(body.decode())
    assert fields["recipient"] == ["33612345678"]
    assert fields["message"][0].startswith("Vous avez une place")


def test_an_address_is_filled_as_addresses_are(provider: Provider, mason: Person, settings: Any) -> None:
    settings.SMS_URL += "?to={to}&message={text}"
    settings.SMS_METHOD, settings.SMS_ACCEPTED = "GET", "status=100"
    signed_up(mason)
    assert minutes(make.AT) == 1
    asked = parse_qs(urlsplit(provider.asked[0][1].decode()).query)
    assert asked["to"] == ["+33612345678"]
    assert asked["message"][0].startswith("Vous avez une place")


def test_what_a_text_holds_is_no_place_to_fill(provider: Provider, settings: Any) -> None:
    assert hand_over(to="+33612345678", text='{to} "{sender}"\n{text}') is Outcome.ACCEPTED
    assert provider.texts[0]["text"] == '{to} "{sender}"\n{text}'


def stopped(client: Client, **fields: str) -> int:
    return client.post(reverse("notices:texts_answered", args=[SECRET]), fields).status_code


@pytest.mark.parametrize("words", ["STOP", "stop.", " Arrêt merci", "ARRET"])
def test_after_stop_nothing_leaves_for_this_number(
    provider: Provider, mason: Person, client: Client, words: str
) -> None:
    other = make.person(mason.chamber, email="", phone=MOBILE)  # the same telephone
    signed_up(other)
    assert stopped(client, **{"from": "33612345678", "text": words}) == 204
    signed_up(mason)
    assert minutes(make.AT, 2) == 0
    assert provider.asked == []
    entry = Entry.objects.get(verb="notices.stop_texts", actor=mason.party_id)
    undo(entry=entry, by=make.artisan(mason), at=make.AT)
    assert Preference.objects.filter(texts_stopped_at=None).exists()


def test_the_staff_lets_texts_go_again_to_all_who_share_a_telephone(
    provider: Provider, mason: Person, client: Client
) -> None:
    other = make.person(mason.chamber, email="", phone=MOBILE)
    stop_texts(person=other, by=make.artisan(other), at=make.AT)
    browser = make.become(Client(), membership=make.membership(mason.chamber))
    browser.post(reverse("notices:texts_stop", args=[mason.pk]), {"again": "yes"})
    signed_up(mason)
    assert minutes(make.AT) == 1


def test_they_stop_them_in_their_own_space(provider: Provider, mason: Person, client: Client) -> None:
    client.get(link_url(make.link(mason)).removeprefix("http://127.0.0.1:8000"))
    page = reverse("notices:preferences")
    assert "+33612345678" in client.get(page).content.decode()
    client.post(reverse("notices:texts_stop_own"))
    assert "De nouveau des SMS" in client.get(page).content.decode()
    signed_up(mason)
    assert minutes(make.AT) == 0
    client.post(reverse("notices:texts_stop_own"), {"again": "yes"})
    signed_up(mason)
    assert minutes(make.AT) == 1


def test_what_waits_is_stopped_too(provider: Provider, mason: Person) -> None:
    signed_up(mason)
    with time_machine.travel(make.AT, tick=False):
        leaving.leave_due(make.AT)
    stop_texts(person=mason, by=make.adviser(mason.chamber), at=make.AT)
    assert sending.deliver_due(make.AT) == 0
    assert TextMessage.objects.get().status == "stopped"


def test_any_other_answer_and_any_other_secret_do_nothing(
    provider: Provider, mason: Person, client: Client, settings: Any
) -> None:
    assert stopped(client, **{"from": "33612345678", "text": "Merci, je viens"}) == 204
    wrong = reverse("notices:texts_answered", args=["wrong"])
    assert client.post(wrong, {"from": MOBILE, "text": "STOP"}).status_code == 404
    settings.SMS_STOP_SECRET = ""
    assert stopped(client, **{"from": "33612345678", "text": "STOP"}) == 404
    assert not Preference.objects.exists()


def test_stop_comes_as_json_too(provider: Provider, mason: Person, client: Client) -> None:
    sent = {"from": "+33612345678", "text": "Stop"}
    address = reverse("notices:texts_answered", args=[SECRET])
    assert client.post(address, sent, content_type="application/json").status_code == 204
    assert Preference.objects.get().texts_stopped_at is not None
    assert client.post(address, "[1", content_type="application/json").status_code == 204


def test_the_staff_sees_what_a_month_cost_and_writes_stop_down(provider: Provider, mason: Person) -> None:
    signed_up(mason)
    minutes(make.AT)
    browser = make.become(Client(), membership=make.membership(mason.chamber))
    page = browser.get(reverse("notices:texts")).content.decode()
    assert "0,05" in page
    assert "+33612345678" in page
    assert "/l/" not in page, "the link is theirs"
    person = reverse("front:person", args=[mason.pk])
    assert "STOP" in browser.get(person).content.decode()
    browser.post(reverse("notices:texts_stop", args=[mason.pk]))
    assert Preference.objects.get().texts_stopped_at is not None
    browser.post(reverse("notices:texts_stop", args=[mason.pk]), {"again": "yes"})
    assert Preference.objects.get().texts_stopped_at is None
    neighbour = make.become(Client(), membership=make.membership(make.chamber("Autre")))
    assert "+33612345678" not in neighbour.get(reverse("notices:texts")).content.decode()
    assert neighbour.post(reverse("notices:texts_stop", args=[mason.pk])).status_code == 404


def test_an_address_that_came_since_is_no_telephone(provider: Provider, mason: Person) -> None:
    signed_up(mason)
    with time_machine.travel(make.AT, tick=False):
        leaving.leave_due(make.AT)
    Person.objects.filter(pk=mason.pk).update(phone="06 99 99 99 99")
    assert sending.deliver_due(make.AT) == 0
    assert TextMessage.objects.get().status == "failed"


def test_a_place_given_back_by_a_link_is_offered_by_text_to_who_waits(
    provider: Provider, mason: Person
) -> None:
    occasion = make.occasion(mason.chamber, starts_at=make.AT + timedelta(days=10), capacity=1)
    other, by = make.person(mason.chamber), make.adviser(mason.chamber)
    seat = sign_up(occasion=occasion, person=other, by=by, at=make.AT)
    sign_up(occasion=occasion, person=mason, by=by, at=make.AT)
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


@pytest.mark.parametrize("body", ["hello", '{"to": "{to}"}', '{"to": "{to}", "text": {text}'])
def test_what_is_sent_has_a_place_for_the_number_and_for_the_words(body: str) -> None:
    with pytest.raises(BadEnvironment, match="ETABLI_SMS_BODY"):
        check_places("ETABLI_SMS_BODY", body, beside="https://sms.example.org/send")
