"""Mails handed to a real mail server: once, whatever the server says and wherever a worker dies."""

import smtplib
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection

from etabli.foundation.notify import delivery, transport
from etabli.foundation.notify.delivery import LEASE_DURATION, RETRY_AFTER, deliver
from etabli.foundation.notify.models import Message, Unreachable
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.notify.tasks import deliver_due
from etabli.site.environment import mailer_from_url
from tests import factories as make
from tests.factories import AT
from tests.foundation.notify.post_office import Office, post_office

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The worker dies here: nothing of what follows in it is done."""


@pytest.fixture
def office(settings: Any) -> Iterator[Office]:
    with post_office() as opened:
        use(settings, f"smtp://127.0.0.1:{opened.port}")
        yield opened


def use(settings: Any, url: str, **options: Any) -> None:
    mailer = mailer_from_url(url)
    settings.MAILERS = {"default": {**mailer, "OPTIONS": {**mailer["OPTIONS"], **options}}}


def queued(key: str = "one", **options: Any) -> Message:
    values = {"to": "anne@example.org", "subject": "Bonjour", "body": "Voici.", "at": AT, **options}
    send(key=key, **{**values, "body": ours(values["body"])})
    return make.mails().get(key=key)


def state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.status, message.trouble


def test_it_arrives_whole(office: Office, settings: Any) -> None:
    settings.BOUNCE_ADDRESS = "retours@example.org"
    message = queued(body="Été à l’atelier.\n\n.\n\nUne ligne qui commence par un point.")
    assert deliver(message.pk, AT)
    (mail,) = office.accepted
    assert office.senders == ["retours@example.org"]
    assert mail["To"] == "anne@example.org"
    text = mail.get_body(("plain",))
    assert text is not None
    assert "Été à l’atelier.\n\n.\n\nUne ligne" in text.get_content().replace("\r\n", "\n")
    assert state(message) == ("sent", "")


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "END"])
@pytest.mark.parametrize("reply", ["451 4.7.1 Greylisted, come back in a minute", "421 4.3.2 closing"])
def test_come_back_later_is_obeyed_and_it_leaves_once(office: Office, command: str, reply: str) -> None:
    if command == "DATA":
        command = "RCPT"  # aiosmtpd answers the bare DATA by itself
    office.at = {command: [reply]}
    message = queued()
    assert not deliver(message.pk, AT)
    assert state(message)[0] == "queued"
    assert message.handed_at is None
    assert deliver_due(AT) == 0
    assert deliver_due(AT + RETRY_AFTER[0]) == 1
    assert len(office.accepted) == 1


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (
            "550 5.1.1 <anne@example.org>: Recipient address rejected: User unknown in virtual table",
            "unknown",
        ),
        ("550 5.2.1 The email account that you tried to reach is disabled", "closed"),
        ("550 No such user here", "unknown"),
        ("554 5.7.1 Message rejected as spam", "refused"),
    ],
)
@pytest.mark.parametrize("command", ["RCPT", "END"])
def test_no_for_ever_marks_the_address(office: Office, command: str, reply: str, trouble: str) -> None:
    office.at = {command: [reply]}
    message = queued(chamber_id=7)
    assert not deliver(message.pk, AT)
    assert state(message) == ("failed", trouble)
    mark = Unreachable.objects.get()
    assert (mark.address, mark.trouble, mark.chamber_id) == ("anne@example.org", trouble, 7)
    assert deliver_due(AT + timedelta(days=9)) == 0
    assert not office.accepted


def test_a_dead_address_is_written_to_no_more_but_for_who_waits_for_it(office: Office) -> None:
    office.at = {"RCPT": ["550 5.1.1 unknown"]}
    deliver(queued().pk, AT)
    other = queued("two", to="Anne@Example.org")
    assert not deliver(other.pk, AT)
    assert state(other) == ("failed", "unknown")
    assert deliver(queued("code", insist=True).pk, AT)
    Unreachable.objects.update(lifted_at=AT)
    assert deliver(queued("three").pk, AT)


def test_a_full_mailbox_is_tried_again_then_told(office: Office) -> None:
    office.at = {"RCPT": ["552 5.2.2 Mailbox full"] * 9}
    message, now = queued(), AT
    for wait in RETRY_AFTER:
        deliver(message.pk, now)
        assert state(message) == ("queued", "full")
        now += wait
    deliver(message.pk, now)
    assert state(message) == ("failed", "full")
    assert Unreachable.objects.get().trouble == "full"


def test_a_wrong_password_says_nothing_of_the_address(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(known))
    with post_office(password="right", tls=context) as office:
        use(settings, f"smtp+tls://etabli:wrong@localhost:{office.port}")
        message = queued()
        assert not deliver(message.pk, AT)
        assert state(message) == ("queued", "ours")
        assert not Unreachable.objects.exists()
        use(settings, f"smtp+tls://etabli:right@localhost:{office.port}")
        assert deliver_due(AT + RETRY_AFTER[0]) == 1
        assert len(office.accepted) == 1


def test_nobody_listens(settings: Any) -> None:
    with post_office() as office:
        port = office.port
    use(settings, f"smtp://127.0.0.1:{port}")
    message = queued()
    assert not deliver(message.pk, AT)
    assert state(message) == ("queued", "")


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_a_line_lost_before_the_mail_was_handed_over_is_tried_again(office: Office, command: str) -> None:
    office.at = {command: ["hang up"]}
    message = queued()
    assert not deliver(message.pk, AT)
    assert state(message)[0] == "queued"
    assert deliver_due(AT + RETRY_AFTER[0]) == 1
    assert len(office.accepted) == 1


def test_a_line_lost_after_is_told_and_never_sent_again(office: Office) -> None:
    office.at = {"END": ["lost"]}
    message = queued()
    assert not deliver(message.pk, AT)
    assert state(message)[0] == "unsure"
    assert deliver_due(AT + timedelta(days=9)) == 0
    assert len(office.accepted) == 1


def test_a_server_that_falls_silent_is_not_waited_for_without_end(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "ANSWER_SECONDS", 0.2)
    office.at = {"END": ["silence"]}
    message = queued()
    assert not deliver(message.pk, AT)
    assert state(message)[0] == "unsure"


def test_a_good_bye_that_fails_changes_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_self: Any) -> None:
        raise TimeoutError

    monkeypatch.setattr(smtplib.SMTP, "quit", fails)
    message = queued()
    assert deliver(message.pk, AT)
    assert state(message) == ("sent", "")


def kill_at(monkeypatch: pytest.MonkeyPatch, step: str, *, after: bool = False) -> None:
    """The worker dies as it comes to a step of the mail, or just after it."""
    whole = getattr(smtplib.SMTP, step)

    def dies(*args: Any, **kwargs: Any) -> None:
        if after:
            whole(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(smtplib.SMTP, step, dies)


@pytest.mark.parametrize(
    ("step", "after", "then"),
    [
        ("connect", False, "sent"),
        ("mail", True, "sent"),
        ("rcpt", True, "sent"),
        ("data", False, "unsure"),  # in doubt, never twice
        ("data", True, "unsure"),
    ],
)
def test_wherever_a_worker_dies_the_mail_never_leaves_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str, after: bool, then: str
) -> None:
    message = queued()
    with monkeypatch.context() as patch:
        kill_at(patch, step, after=after)
        with pytest.raises(Killed):
            deliver(message.pk, AT)
    left = len(office.accepted)
    assert deliver_due(AT + LEASE_DURATION - timedelta(seconds=1)) == 0, "its worker might still live"
    deliver_due(AT + LEASE_DURATION)
    deliver_due(AT + timedelta(days=30))
    assert state(message)[0] == then
    assert len(office.accepted) == (1 if then == "sent" else left) <= 1


def test_a_worker_that_was_too_slow_hands_nothing_over(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it waited for the answer about the recipient, its lease ended and another one sent the mail."""
    message, slow = queued(), smtplib.SMTP.rcpt

    def overtaken(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(smtplib.SMTP, "rcpt", slow)
        assert deliver(message.pk, AT + LEASE_DURATION)
        return slow(*args, **kwargs)

    monkeypatch.setattr(smtplib.SMTP, "rcpt", overtaken)
    assert not deliver(message.pk, AT)
    assert state(message)[0] == "sent"
    assert len(office.accepted) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_it_once(office: Office) -> None:
    message, sent = queued(), []
    both = threading.Barrier(2)

    def work() -> None:
        both.wait()
        sent.append(deliver(message.pk, datetime.now(UTC) + timedelta(days=999)))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(sent) == [False, True]
    assert len(office.accepted) == 1


def test_starttls_with_a_certificate_that_is_known_and_not_with_another(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, context = certificate(tmp_path)
    with post_office(tls=context) as office:
        url = f"smtp+tls://localhost:{office.port}"
        use(settings, url)
        message = queued()
        assert not deliver(message.pk, AT)
        assert state(message)[0] == "queued"
        monkeypatch.setenv("SSL_CERT_FILE", str(known))
        use(settings, url)
        assert deliver_due(AT + RETRY_AFTER[0]) == 1
        assert len(office.accepted) == 1


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost, signed by itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context


def test_a_message_of_which_every_worker_dies_is_given_up() -> None:
    message = queued()
    make.mails().update(status="sending", attempts=len(RETRY_AFTER) + 1)
    assert not delivery.deliver(message.pk, AT)
    assert state(message)[0] == "failed"
