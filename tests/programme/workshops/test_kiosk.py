"""The tablet that is handed over: what it holds, how it is taken back, how it ends."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal.models import Entry
from etabli.foundation.people import kiosk, second_factor
from etabli.foundation.people.models import BrowserSession, KioskSession, Membership, User
from etabli.foundation.seats.models import SignUp
from etabli.programme.surveys.models import Answer
from etabli.programme.workshops.models import Attendance, Session
from tests import factories
from tests.armed import ArmedClient
from tests.at_once import all_at_once

RESUME, CLOSE, DEVICES = "/appareil/reprendre/", "/appareil/fermer/", "/compte/appareils/"
PIN = "2580"
ANSWERS = {"useful": "very", "half_day": "no"}


@pytest.fixture
def desk(membership: Membership) -> Client:
    return factories.become(ArmedClient(), membership=membership)


@pytest.fixture
def tablet(membership: Membership, under_way: Session) -> Client:
    client = factories.become(ArmedClient(), membership=membership)
    session = client.session
    session[second_factor.SESSION_KEY] = second_factor.PROVED
    session.save()
    return factories.hand_over(client, under_way, pin=PIN)


def opening(session: Session) -> str:
    return reverse("workshops:kiosk_open", args=[session.pk, 1])


def home(session: Session) -> str:
    return reverse("workshops:kiosk", args=[session.pk, 1])


def bearing(key: str) -> Client:
    """A browser that bears the key of a session."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def come(session: Session, name: str = "Marie Exemple") -> SignUp:
    return factories.sign_up(session.occasion, factories.person(session.chamber, name=name))


@pytest.mark.parametrize(
    ("pin", "again", "said"),
    [
        ("", "", "Ce champ est obligatoire"),
        ("258", "258", "Quatre à huit chiffres"),
        ("258a", "258a", "Quatre à huit chiffres"),
        ("258025802", "258025802", "Quatre à huit chiffres"),
        ("0000", "0000", "que chacun essaierait"),
        ("1234", "1234", "que chacun essaierait"),
        ("87654", "87654", "que chacun essaierait"),
        ("2580", "2581", "Les deux codes diffèrent"),
    ],
)
def test_a_code_that_is_none_narrows_nothing(
    desk: Client, under_way: Session, pin: str, again: str, said: str
) -> None:
    answer = desk.post(opening(under_way), {"pin": pin, "again": again})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not pin or f'value="{pin}"' not in answer.content.decode(), "a code is never written back"
    assert not KioskSession.objects.exists()
    assert desk.get("/seances/").status_code == 200


def test_nothing_that_the_device_bears_opens_the_session_of_who_handed_it_over(
    desk: Client, under_way: Session
) -> None:
    before = desk.cookies[settings.SESSION_COOKIE_NAME].value
    answer = desk.post(opening(under_way), {"pin": PIN, "again": PIN})
    after = desk.cookies[settings.SESSION_COOKIE_NAME].value
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert before != after
    assert not BrowserSession.objects.filter(pk=before).exists()
    assert bearing(before).get("/seances/").status_code == 302, "the former key opens nothing"
    held = desk.session
    assert SESSION_KEY not in held
    assert set(held.keys()) == {kiosk.KIOSK_KEY, "device", "day", "began", "_session_expiry"}
    row = KioskSession.objects.get()
    assert PIN not in row.pin
    assert row.opened_by == under_way.adviser.name
    assert "a prêté un appareil" in _told_to(desk, under_way, "people.open_kiosk")


def _told_to(_desk: Client, session: Session, verb: str) -> str:
    """The sentence of the history about an act, as a colleague reads it."""
    from etabli.foundation.journal.wording import sentence_of

    return sentence_of(Entry.objects.get(verb=verb), factories.adviser(session.chamber))


def test_the_code_brings_back_the_session_as_it_stood(tablet: Client, under_way: Session) -> None:
    key = tablet.cookies[settings.SESSION_COOKIE_NAME].value
    aside = tablet.session.decode(KioskSession.objects.get().set_aside)
    assert tablet.get(RESUME).status_code == 200
    answer = tablet.post(RESUME, {"pin": PIN})
    assert answer.headers["Location"].startswith(reverse("workshops:desk", args=[under_way.pk]))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "de nouveau à vous" in tablet.get(answer.headers["Location"]).content.decode()
    assert not KioskSession.objects.exists()
    assert bearing(key).get(home(under_way)).status_code == 302, "the key of the kiosk opens nothing"
    back = tablet.session
    for name in (SESSION_KEY, "acting", second_factor.SESSION_KEY, "account_authentication_methods"):
        assert back[name] == aside[name], f"{name}: neither less nor more than before"
    assert Entry.objects.get(verb="people.end_kiosk").actor_name == under_way.adviser.name


def test_the_code_is_tried_five_times_then_a_sign_in_alone_opens(tablet: Client, under_way: Session) -> None:
    for left in (4, 3, 2, 1, 0):
        answer = tablet.post(RESUME, {"pin": "1111"})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "Ce n’est pas le code" in text or not left
        assert "essayé trop souvent" in text or left
    assert tablet.post(RESUME, {"pin": PIN}).status_code == 422, "the right one comes too late"
    assert tablet.get(home(under_way)).status_code == 200, "those who are there go on signing"
    answer = tablet.post(CLOSE)
    assert answer.headers["Location"] == "/connexion/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert tablet.get("/seances/").status_code == 302
    assert not KioskSession.objects.exists()
    assert not BrowserSession.objects.exists()


def test_nobody_signs_the_device_out_before(tablet: Client, under_way: Session) -> None:
    assert tablet.post(CLOSE).status_code == 403
    assert tablet.get(home(under_way)).status_code == 200


def test_its_time_over_nothing_opens_and_the_code_neither(
    tablet: Client, desk: Client, under_way: Session
) -> None:
    row = come(under_way)
    KioskSession.objects.update(ends_at=datetime.now(UTC) - timedelta(minutes=1))
    assert "Tablette de" not in desk.get(DEVICES).content.decode()
    for address in (home(under_way), RESUME, "/seances/", "/"):
        answer = tablet.get(address)
        assert answer.status_code == 410
        assert "Cet appareil est déconnecté" in answer.content.decode()
    assert tablet.post(RESUME, {"pin": PIN}).status_code == 410
    sign = reverse("workshops:sign", args=[under_way.pk, 1, row.pk])
    assert tablet.post(sign, {"typed": "Marie Exemple"}).status_code == 410
    assert not Attendance.objects.exists()
    tablet.post(CLOSE)
    assert tablet.get("/ateliers/").status_code == 200, "a visitor's browser again"
    assert tablet.get("/seances/").status_code == 302


def test_it_ends_some_hours_after_the_half_day(tablet: Client, under_way: Session) -> None:
    row = KioskSession.objects.get()
    assert row.ends_at == under_way.occasion.ends_at + timedelta(hours=3)
    assert row.session.expire_date - row.ends_at <= timedelta(hours=13), (
        "then the row goes, and all that it holds"
    )


def test_the_list_of_devices_shows_it_and_cuts_it_off(
    tablet: Client, desk: Client, under_way: Session
) -> None:
    shown = desk.get(DEVICES).content.decode()
    assert f"Tablette de l’atelier «\N{NO-BREAK SPACE}{under_way.theme.title}" in shown
    handle = KioskSession.objects.get().session.handle
    desk.post(reverse("people:sign_out_session", args=[handle]))
    assert not KioskSession.objects.exists(), "what was put aside goes with it"
    assert "Tablette de" not in desk.get(DEVICES).content.decode()
    assert tablet.get(home(under_way)).status_code == 302
    assert tablet.get("/seances/").status_code == 302


def test_signing_all_other_devices_out_cuts_it_off(tablet: Client, desk: Client) -> None:
    desk.post(reverse("people:sign_out_others"))
    assert not KioskSession.objects.exists()
    assert tablet.get("/seances/").status_code == 302


def test_a_closed_account_is_not_brought_back(tablet: Client, membership: Membership) -> None:
    User.objects.filter(pk=membership.user_id).update(is_active=False)
    assert tablet.post(RESUME, {"pin": PIN}).headers["Location"] == "/connexion/"
    assert tablet.get("/seances/").status_code == 302


def test_each_one_answers_the_questionnaire_on_the_same_tablet(tablet: Client, under_way: Session) -> None:
    for name in ("Marie Exemple", "Luc Exemple"):
        row = come(under_way, name)
        tablet.post(reverse("workshops:sign", args=[under_way.pk, 1, row.pk]), {"typed": name})
    page = reverse("surveys:answer", args=[under_way.code])
    for number in (1, 2):
        shown = tablet.get(page)
        text = shown.content.decode()
        assert "data-shared" in text
        assert 'autocomplete="name"' not in text
        form = shown.context["form"]
        sent = {"questionnaire": form["questionnaire"].value(), "sheet": form["sheet"].value()}
        answer = tablet.post(page, {**sent, **ANSWERS})
        assert answer.headers.get("Location") == f"{page}?envoye", answer.content.decode()
        thanks = tablet.get(answer.headers["Location"]).content.decode()
        assert "vos réponses sont arrivées" in thanks
        assert home(under_way) in thanks
        assert "/ateliers/" not in thanks
        assert Answer.objects.count() == number
    assert f"answered-{under_way.pk}" not in tablet.cookies


def test_a_device_reads_in_its_own_language(tablet: Client) -> None:
    tablet.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = tablet.get("/seances/").content.decode()
    assert "This tablet is for signing, and for the questionnaire" in text
    assert "I lead the workshop: take it back" in text


@pytest.mark.django_db(transaction=True)
def test_of_many_codes_sent_at_once_five_are_compared(chamber: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    session = BrowserSession.objects.create(
        session_key="k" * 32,
        session_data="",
        expire_date=datetime.now(UTC) + timedelta(days=1),
        began_at=datetime.now(UTC),
        seen_at=datetime.now(UTC),
    )
    row = KioskSession.objects.create(
        session=session, kind="workshops.half_day", subject_id=1, chamber=chamber, pin="hashed",
        opened_at=factories.AT, ends_at=factories.AT,
    )  # fmt: skip
    compared: list[str] = []
    monkeypatch.setattr(kiosk, "check_password", lambda given, _hashed: bool(compared.append(given)))
    all_at_once([lambda: kiosk.try_pin(row, "1111")] * 24)
    assert len(compared) == kiosk.MAX_TRIES
