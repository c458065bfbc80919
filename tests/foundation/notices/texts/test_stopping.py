"""STOP: by answer, by the staff, by oneself; and what the staff sees of texts."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import undo
from etabli.foundation.notices import notice_mails
from etabli.foundation.notices.actions import stop_texts
from etabli.foundation.notices.models import Preference, TextMessage
from etabli.foundation.notices.texts import sending
from etabli.foundation.people.links import link_url
from etabli.foundation.people.models import Person
from tests import factories as make
from tests.foundation.notices.texts.provider import MOBILE, SECRET, Provider, minutes, signed_up

pytestmark = pytest.mark.django_db


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
        notice_mails.send_due(make.AT)
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


def test_a_number_abroad_that_ends_alike_stops_nothing_here(
    provider: Provider, mason: Person, client: Client
) -> None:
    abroad = make.person(mason.chamber, email="", phone="+49 612 345 678")
    assert stopped(client, **{"from": "49612345678", "text": "STOP"}) == 204
    assert [row.owner_id for row in Preference.objects.all()] == [abroad.party_id]
    signed_up(mason)
    assert minutes(make.AT) == 1


@pytest.mark.parametrize("written", ["06.12.34.56.78", "0612345678", "+33 6 12 34 56 78", "+33(0)612345678"])
def test_stop_holds_however_the_number_was_written_down(
    provider: Provider, mason: Person, client: Client, written: str
) -> None:
    Person.objects.filter(pk=mason.pk).update(phone=written)
    assert stopped(client, **{"from": "33612345678", "text": "STOP"}) == 204
    assert Preference.objects.get().texts_stopped_at is not None


WRONG = {  # (what is posted, its type, a word of the answer)
    "other fields": ({"sender": "33612345678", "body": "STOP"}, None, "sender, body"),
    "nothing": ({}, None, "Il manque le champ"),
    "broken JSON": ("[1", "application/json", "JSON"),
    "a list": ('["STOP"]', "application/json", "JSON"),
    "depth": ("[" * 200_000, "application/json", "JSON"),
    "signs that are none": (b"\xff\xfe{", "application/json", "JSON"),
    "no text": ('{"from": ["33612345678"], "text": "STOP"}', "application/json", "from"),
    "a number of nobody": ({"from": "12", "text": "STOP"}, None, "+33612345678"),
    "plain words": ("from=33612345678&text=STOP", "text/plain", "from"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_answer_is_refused_in_words_and_the_log_names_nobody(
    provider: Provider, mason: Person, client: Client, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    posted, kind, word = WRONG[case]
    address = reverse("notices:texts_answered", args=[SECRET])
    answer = client.post(address, posted, **({"content_type": kind} if kind else {}))
    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert word in answer.content.decode()
    assert len(answer.content) < 1500
    told = " ".join(record.getMessage() for record in caplog.records)
    assert "provider of text messages" in told
    assert "612345678" not in told
    assert "sender" not in told
    assert not Preference.objects.exists()


def test_whether_a_number_is_known_is_never_told(provider: Provider, mason: Person, client: Client) -> None:
    address, headers = reverse("notices:texts_answered", args=[SECRET]), {"X-Request-ID", "Date"}
    answers = [
        client.post(address, {"from": number, "text": "STOP"}) for number in ("33612345678", "33698765432")
    ]
    assert [answer.status_code for answer in answers] == [204, 204]
    assert answers[0].content == answers[1].content == b""
    shown = [{k: v for k, v in answer.items() if k not in headers} for answer in answers]
    assert shown[0] == shown[1]


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
