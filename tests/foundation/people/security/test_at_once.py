"""What can be guessed or used once, sent by 64 at the same instant: never more than one after the other."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client, RequestFactory
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions.organisations import invite
from etabli.foundation.people.links import invitation_url
from etabli.foundation.people.models import (
    Counter,
    MailedCode,
    Membership,
    Role,
    SecurityEvent,
    SecurityKind,
    User,
)
from etabli.foundation.people.security import codes
from etabli.foundation.people.security.events import record_event
from etabli.foundation.people.security.rate_limits import Limit, count_and_find_exceeded, use_once
from etabli.foundation.people.viewer import of_membership
from tests import factories as make
from tests.at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 64


@pytest.fixture(autouse=True)
def _within_an_hour() -> Iterator[None]:
    """Limits are counted by the hour and by ten minutes of the clock: no test passes from one window to the next."""
    begins_at = timezone.now().replace(minute=2, second=0, microsecond=0)
    with time_machine.travel(begins_at, tick=True):
        yield


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """The outcome of each comparison of a code that was made."""
    outcomes: list[bool] = []
    is_same = codes.is_same

    def watch(given: str, kept: str) -> bool:
        outcomes.append(is_same(given, kept))
        return outcomes[-1]

    monkeypatch.setattr(codes, "is_same", watch)
    return outcomes


def asked(email: str) -> Client:
    client = Client()
    client.post("/connexion/", {"email": email})
    return client


def code_sent() -> str:
    return make.mails().latest("pk").subject.split()[-1]


def guess(session: Client, code: str, address: str = "192.0.2.1") -> Callable[[], None]:
    """One request of a browser that holds the same session as many others."""

    def send() -> None:
        client = Client(REMOTE_ADDR=address)
        client.cookies = SimpleCookie({name: morsel.value for name, morsel in session.cookies.items()})
        client.post("/connexion/code/", {"code": code})

    return send


def wrong(number: int) -> str:
    return f"{number:06d}x"


def test_of_64_guesses_at_once_five_are_compared(compared: list[bool]) -> None:
    client = asked(make.user().email)
    right = code_sent()
    guesses = [guess(client, wrong(number)) for number in range(MANY - 1)]
    all_at_once(guesses)
    assert compared == [False] * 5
    client.post("/connexion/code/", {"code": right})
    assert len(compared) == 5
    assert "_auth_user_id" not in client.session


def test_a_right_code_among_64_is_compared_at_most_fifth(compared: list[bool]) -> None:
    client = asked(make.user().email)
    right = code_sent()
    all_at_once([guess(client, code) for code in [*map(wrong, range(MANY - 1)), right]])
    assert len(compared) <= 5


def test_an_account_takes_fifteen_tries_an_hour_over_all_its_codes(compared: list[bool]) -> None:
    email = make.user().email
    for batch in range(4):
        client = asked(email)
        from_everywhere = [guess(client, wrong(n), f"192.0.2.{n}") for n in range(1, 17)]
        all_at_once(from_everywhere)
        assert len(compared) == min(15, 5 * (batch + 1))
        Counter.objects.filter(number__lte=4).delete()  # as if a minute had gone by: asking is limited too
    assert len(compared) == 15


def test_a_network_takes_sixty_tries_over_all_accounts(compared: list[bool]) -> None:
    at = timezone.now()
    addresses = [f"somebody{number}@example.org" for number in range(MANY + 6)]
    for address in addresses:
        codes.issue_code(address, purpose="sign_in", user=None, at=at)
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
    all_at_once(
        [
            lambda address=address: codes.try_code(request, address, "0", purpose="sign_in", at=at)
            for address in addresses
        ]
    )
    assert len(compared) == codes.MAX_PER_ORIGIN


def test_a_code_given_64_times_at_once_signs_in_once() -> None:
    user = make.user()
    client = asked(user.email)
    all_at_once([guess(client, code_sent()) for _ in range(4)])
    assert not MailedCode.objects.exists()
    assert User.objects.get(pk=user.pk).last_login is not None


def test_of_codes_asked_at_once_one_is_good() -> None:
    email, at = make.user().email, timezone.now()
    given: list[str] = []
    all_at_once(
        [lambda: given.append(codes.issue_code(email, purpose="sign_in", user=None, at=at)) for _ in range(4)]
    )
    request = RequestFactory().post("/")
    right = [
        code for code in given if codes.try_code(request, email, code, purpose="sign_in", at=at).is_right
    ]
    assert len(given) == 4
    assert len(right) == 1


def test_uses_sent_together_are_all_counted() -> None:
    limit = Limit("try", "somebody", 10, 3600)
    refused: list[bool] = []
    all_at_once([lambda: refused.append(count_and_find_exceeded(limit) is not None) for _ in range(MANY)])
    assert refused.count(False) == 10


def test_no_limit_at_all_is_not_exceeded_and_writes_nothing() -> None:
    assert count_and_find_exceeded() is None
    assert not Counter.objects.exists()


def test_what_is_good_once_is_used_by_one() -> None:
    first: list[bool] = []
    all_at_once([lambda: first.append(use_once("try", "somebody", seconds=60)) for _ in range(16)])
    assert first.count(True) == 1


def test_a_flood_of_failures_is_one_row_with_its_number() -> None:
    user = make.user()
    request = RequestFactory().post("/")
    with time_machine.travel(make.AT, tick=False):
        all_at_once([lambda: record_event(request, SecurityKind.WRONG_CODE, user=user) for _ in range(16)])
    event = SecurityEvent.objects.get()
    assert (event.owner_id, event.number) == (user.party_id, 16)


def test_a_code_of_the_application_signs_in_once_however_it_is_sent() -> None:
    """The library remembers it in the cache, which two requests read together, and for a third of its life."""
    post = make.membership(make.chamber())
    with time_machine.travel(make.AT, tick=False) as clock:
        secret = generate_totp_secret()
        TOTP.activate(post.user, secret)
        code = format_hotp_value(hotp_value(secret, int(make.AT.timestamp()) // 30))
        browsers = []
        for _ in range(3):
            browsers.append(asked(post.user.email))
            browsers[-1].post("/connexion/code/", {"code": code_sent()})
        late = browsers.pop()
        all_at_once([lambda b=b: b.post("/connexion/preuve/", {"code": code}) for b in browsers])
        clock.shift(timedelta(seconds=31))
        late.post("/connexion/preuve/", {"code": code})
    signed_in = ["_auth_user_id" in browser.session for browser in [*browsers, late]]
    assert signed_in.count(True) == 1
    assert not signed_in[-1], "it is good for a minute and a half, and was used"


def test_an_invitation_is_accepted_once_however_it_is_sent() -> None:
    chamber, at = make.chamber(), timezone.now()
    manager = of_membership(make.membership(chamber, Role.MANAGER))
    made = invite(organisation=chamber, role=Role.ADVISER, email="lea@example.org", by=manager, at=at)
    path = urlsplit(invitation_url(made)).path
    all_at_once([lambda: Client().post(path, {"name": "Léa"}) for _ in range(4)])
    assert Membership.objects.filter(user__email="lea@example.org").count() == 1
    assert Entry.objects.filter(verb="people.accept_invitation").count() == 1


def test_a_recovery_code_opens_once_however_it_is_sent() -> None:
    post = make.membership(make.chamber())
    TOTP.activate(post.user, generate_totp_secret())
    code = RecoveryCodes.activate(post.user).get_unused_codes()[0]
    browsers = []
    for _ in range(3):
        browsers.append(asked(post.user.email))
        browsers[-1].post("/connexion/code/", {"code": code_sent()})
    all_at_once([lambda b=b: b.post("/connexion/preuve/", {"code": code}) for b in browsers])
    assert ["_auth_user_id" in browser.session for browser in browsers].count(True) == 1


def test_staff_get_a_longer_code_and_the_page_does_not_tell() -> None:
    post = make.membership(make.chamber(), role=Role.ADVISER)
    pages = []
    for email, length in ((post.user.email, 8), (make.user().email, 6)):
        client = asked(email)
        assert len(code_sent()) == length
        pages.append(client.get("/connexion/code/").content.decode().replace(email, ""))
    assert "six ou huit chiffres" in pages[0]
    marks = [re.sub(r"csrfmiddlewaretoken\" value=\"\w+", "", page) for page in pages]
    assert marks[0] == marks[1]
