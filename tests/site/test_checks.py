"""`etabli check`: each thing that can be unsound, made so, is told with how to mend it."""

import json
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.files.base import ContentFile
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.stores import current_store
from etabli.foundation.notify.models import Message
from etabli.foundation.parties import SYSTEM
from etabli.foundation.people.models import SecurityKind
from etabli.foundation.search.models import SearchEntry
from etabli.site import checks
from etabli.site.checks import (
    THEMES,
    Point,
    Verdict,
    content,
    database,
    files,
    machine,
    mail,
    sign_ins,
    web,
    work,
)
from etabli.site.tasks import heartbeat
from tests import factories as make
from tests.certificates import certificate_in
from tests.foundation.notify.imap_office import FLAGGED, imap_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of our own."""
    tmp_path.chmod(0o700)
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    monkeypatch.setattr("etabli.site.translations.stale_sources", lambda package: [])
    monkeypatch.setattr("etabli.procurement.quotes.reading.reader_of_pictures", lambda: "rapid")
    return tmp_path


def faults(look: Callable[[], Iterator[Point]]) -> list[str]:
    """What is at fault; each says how to mend it."""
    points = [point for point in look() if point.verdict is Verdict.FAULT]
    assert all(point.mend for point in points)
    return [point.text for point in points]


def asked(minutes: int, *, done: bool) -> None:
    """A sign of life asked for so long ago."""
    heartbeat.enqueue()
    at = timezone.now() - timedelta(minutes=minutes)
    status = TaskResultStatus.SUCCESSFUL if done else TaskResultStatus.READY
    row = DBTaskResult.objects.filter(task_path=heartbeat.module_path).latest("enqueued_at")
    DBTaskResult.objects.filter(pk=row.pk).update(
        enqueued_at=at, finished_at=at if done else None, status=status
    )


def test_the_whole_check_in_words_and_for_machines(capsys: Any, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("etabli.site.django_commands.prepare", lambda: None)
    assert checks.main(["--json"]) == 1  # nothing runs here
    told = json.loads(capsys.readouterr().out)
    assert told["sound"] is False
    assert {point["verdict"] for point in told["points"]} <= {"sound", "remark", "fault"}
    assert {point["theme"] for point in told["points"]} in (
        {row[0] for row in THEMES},
        {row[1] for row in THEMES},
    )
    asked(1, done=True)
    assert checks.main([]) == 0
    assert "✗" not in capsys.readouterr().out
    DBTaskResult.objects.all().delete()
    assert checks.main([]) == 1
    assert "→ " in capsys.readouterr().out


def test_a_look_that_fails_is_a_fault_and_the_others_are_looked_at(monkeypatch: Any) -> None:
    def broken() -> Iterator[Point]:
        raise RuntimeError("nobody expected this")
        yield

    monkeypatch.setattr(mail, "look", broken)
    told = list(checks.points())
    assert any("nobody expected this" in point.text for _theme, point in told)
    assert told[-1][0] in ("Sauvegardes", "Backups")


def test_the_database(monkeypatch: Any) -> None:
    assert faults(database.look) == []
    monkeypatch.setattr(database, "pending_migrations", lambda: 3)
    [text] = faults(database.look)
    assert text.startswith("3 ")
    monkeypatch.setattr("django.db.connection.get_database_version", lambda: (1, 2))
    assert any("1.2" in text for text in faults(database.look))


@pytest.mark.parametrize(
    ("signs", "wrong"),
    [
        ([], ["clock", "worker"]),
        ([(1, True)], []),
        ([(9, True)], ["clock", "worker"]),
        ([(9, True), (8, False)], ["worker"]),
        ([(2, True), (1, False)], []),
        ([(2, True), (20, False)], ["task"]),
    ],
    ids=["never", "well", "both silent", "the worker alone", "one under way", "an old one left"],
)
def test_the_clock_and_the_worker_are_told_apart(
    signs: list[tuple[int, bool]], wrong: list[str], monkeypatch: Any
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    for minutes, done in signs:
        asked(minutes, done=done)
    found = faults(work.look)
    assert ["clock" in text for text in found if "clock" in text] == [True] * wrong.count("clock")
    assert ["worker" in text for text in found if "worker" in text] == [True] * wrong.count("worker")
    assert ["task" in text for text in found if "task" in text] == [True] * wrong.count("task")


class Post(socketserver.StreamRequestHandler):
    """Enough of a mail server to be greeted."""

    said: list[bytes] = []

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            self.said.append(line[:4].upper())
            self.wfile.write(b"250 ok\r\n" if line[:4].upper() != b"QUIT" else b"221 bye\r\n")


def test_the_mail_server_is_greeted_and_nothing_is_sent(settings: Any) -> None:
    assert faults(mail.look) == []
    with socketserver.TCPServer(("127.0.0.1", 0), Post) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        port = server.server_address[1]
        settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
            }
        }
        assert faults(mail.look) == []
        thread.join()
    assert b"MAIL" not in Post.said
    [text] = faults(mail.look)
    assert str(port) in text


def test_the_mailbox_of_answers_is_read_and_what_is_left_there_is_counted(
    settings: Any, tmp_path: Path
) -> None:
    with imap_office() as office:
        settings.REPLY_MAILBOX = office.address()
        first, _second = office.bring(b"To: x\r\n\r\n", b"To: y\r\n\r\n")
        office.flags[first].add(FLAGGED)
        assert [point.verdict for point in mail.answers()] == [Verdict.SOUND, Verdict.REMARK]
        settings.REPLY_MAILBOX = office.address(password="wrong-secret")
        (point,) = mail.answers()
        assert (point.verdict, "IMAP_PASSWORD_FILE" in point.mend) == (Verdict.FAULT, True)
        assert "wrong-secret" not in point.text
        settings.REPLY_MAILBOX = office.address(folder="Elsewhere")
        assert [point.verdict for point in mail.answers()] == [Verdict.FAULT]
    assert [point.verdict for point in mail.answers()] == [Verdict.FAULT], "nobody is there"
    with imap_office(certificate_in(tmp_path)) as office:
        settings.REPLY_MAILBOX = office.address(has_tls=True)
        (point,) = mail.answers()
        assert (point.verdict, "SSL_CERT_FILE" in point.mend) == (Verdict.FAULT, True)
    settings.REPLY_MAILBOX = None
    assert not list(mail.answers())


def test_mails_that_wait_are_a_fault_and_those_that_failed_a_remark() -> None:
    old = timezone.now() - timedelta(hours=2)
    for status in (Message.Status.QUEUED, Message.Status.FAILED, Message.Status.SENT):
        make.mails().create(key=status, to="a@example.org", due_at=old, created_at=old, status=status)
    assert len(faults(mail.look)) == 1
    assert [point.verdict for point in mail.look()].count(
        Verdict.REMARK
    ) == 2  # nothing leaves here, and one failed


def test_the_machine(data: Path, settings: Any, monkeypatch: Any) -> None:
    key = data / "secret_key"
    key.write_text("x")
    key.chmod(0o600)
    assert faults(machine.look) == []
    key.chmod(0o644)
    assert len(faults(machine.look)) == 1
    key.chmod(0o600)
    data.chmod(0o755)
    assert len(faults(machine.look)) == 1
    data.chmod(0o700)
    monkeypatch.setattr(machine, "DISK_MINIMUM_BYTES", 10**18)
    assert len(faults(machine.look)) == 1
    settings.CLAMD = "unix:/nowhere"
    assert len(faults(machine.look)) == 2


def test_a_second_proof_that_is_only_offered_is_told(data: Path, settings: Any) -> None:
    texts = [point.text for point in sign_ins.look()]
    settings.PRODUCTION, settings.SECOND_FACTOR = True, "offered"
    (more,) = [point for point in sign_ins.look() if point.text not in texts]
    assert (more.verdict, "ETABLI_SECOND_FACTOR" in more.text) == (Verdict.REMARK, True)


def test_a_disk_that_fills_and_a_clock_gone_back_are_told(monkeypatch: Any) -> None:
    before = len(faults(machine.look))
    StoredFile.objects.create(name="a", size=10**18, created_at=timezone.now(), purpose="quote")
    assert len(faults(machine.look)) == before + 1
    from etabli.foundation.journal.models import Entry

    Entry.objects.create(at=timezone.now() + timedelta(hours=1), verb="x", actor_id=SYSTEM, role="system")
    assert len(faults(machine.look)) == before + 2


def test_the_pages(settings: Any, data: Path, monkeypatch: Any, tmp_path: Path) -> None:
    assert faults(web.look) == []
    settings.COLLECTED, settings.STATIC_ROOT = True, data / "static"
    assert len(faults(web.look)) == 1
    monkeypatch.setattr("etabli.site.translations.stale_sources", lambda package: [package])
    assert len(faults(web.look)) == 2


class Page(BaseHTTPRequestHandler):
    """A first page, with the promise of HTTPS or without."""

    status, promise = 200, "max-age=1"

    def do_GET(self) -> None:
        self.send_response(self.status)
        if self.promise:
            self.send_header("Strict-Transport-Security", self.promise)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Nothing: a test needs no log of visits."""


def certificate(path: Path, *, days: int) -> None:
    """A certificate for the loopback and its key, in one file: begun sixty days ago, to end in so many days."""
    key, now = ec.generate_private_key(ec.SECP256R1()), timezone.now()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))


@pytest.mark.parametrize(
    ("days", "status", "promise", "trusted", "wrong"),
    [
        (60, 200, "max-age=1", True, 0),
        (60, 200, "", True, 1),
        (60, 502, "max-age=1", True, 1),
        (3, 200, "max-age=1", True, 1),
        (60, 200, "max-age=1", False, 1),
    ],
    ids=["well", "no promise", "closed", "about to end", "not trusted"],
)
def test_in_production_the_site_is_visited_as_a_browser_would(
    days: int,
    status: int,
    promise: str,
    trusted: bool,
    wrong: int,
    settings: Any,
    monkeypatch: Any,
    tmp_path: Path,
) -> None:
    certificate(tmp_path / "certificate.pem", days=days)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    monkeypatch.setattr(Page, "status", status)
    monkeypatch.setattr(Page, "promise", promise)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem")
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        settings.PRODUCTION, settings.BASE_URL = True, f"https://127.0.0.1:{server.server_address[1]}"
        assert len(faults(web.look)) == wrong
        thread.join()
    assert len(faults(web.look)) == 1, "nobody is there any more"


def test_a_wave_of_refused_sign_ins_is_told_and_what_is_usual_is_not(settings: Any) -> None:
    settings.FAILED_SIGN_INS_PER_HOUR = 10
    now = timezone.now()
    assert not faults(sign_ins.look)
    make.security_event(SecurityKind.WRONG_CODE, at=now, number=9)
    make.security_event(SecurityKind.REFUSED, at=now, number=99)
    assert not faults(sign_ins.look), "a page refused is no sign-in"
    make.security_event(SecurityKind.WRONG_CODE, at=now - timedelta(minutes=50), number=1)
    assert "10 refus depuis" in faults(sign_ins.look)[0]
    make.security_event(SecurityKind.WRONG_CODE, at=now - timedelta(days=2), number=3 * 7 * 24)
    assert not faults(sign_ins.look), "three an hour is what is usual here: ten is less than five times that"


def test_files_and_rows_that_disagree(settings: Any) -> None:
    assert faults(files.look) == []
    stored = StoredFile.objects.create(
        name="a", content="aa/a", size=1, created_at=timezone.now() - timedelta(days=4000), purpose="quote"
    )
    [text] = faults(files.look)
    assert "aa/a" in text
    current_store().save(stored.content.name, ContentFile(b"x"))
    current_store().save("bb/b", ContentFile(b"x"))
    verdicts = [point.verdict for point in files.look()]
    assert verdicts.count(Verdict.REMARK) == 2  # held by nothing, and past its time
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "etabli.foundation.files.stores.Disk",
            "OPTIONS": {"location": "/proc/nowhere"},
        },
    }
    assert len(faults(files.look)) == 1


def test_the_index_and_the_log_of_neutrality() -> None:
    person = make.person(make.chamber())
    SearchEntry.objects.all().delete()
    assert str(person)
    [text] = faults(content.look)
    assert "people" in text or "person" in text
    from django.core.management import call_command

    call_command("reindex", verbosity=0)
    assert faults(content.look) == []
