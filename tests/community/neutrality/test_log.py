"""The log in its database: appended inside acts, one after the other, verified by the command."""

import json
import threading
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from etabli.community.neutrality import queries
from etabli.community.neutrality.engine import ChainLink, digest
from etabli.community.neutrality.log import append_entry, pseudonym, seal
from etabli.community.neutrality.models import Chain, LogEntry, Salt

AT = datetime(2027, 1, 12, 9, 30, 15, 123456, tzinfo=UTC)


def write(count: int) -> None:
    for number in range(count):
        append_entry("test.kind", {"who": pseudonym("member", number), "n": number}, at=AT)


@pytest.mark.django_db
def test_entries_follow_one_another() -> None:
    write(3)
    assert queries.verdict().holds
    assert [entry.number for entry in LogEntry.objects.all()] == [1, 2, 3]


@pytest.mark.django_db
def test_a_day_is_kept_without_its_hour() -> None:
    entry = append_entry("test.kind", {}, at=AT, by_day=True)
    assert entry.at == datetime(2027, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("harm", "at"),
    [
        (lambda: LogEntry.objects.filter(number=2).delete(), 2),
        (lambda: LogEntry.objects.filter(number=3).delete(), 3),
        (lambda: LogEntry.objects.filter(number=2).update(payload={"who": "x", "n": 1}), 2),
        (lambda: LogEntry.objects.filter(number=2).update(kind="other"), 2),
        (lambda: LogEntry.objects.filter(number=2).update(at=datetime(2027, 1, 13, tzinfo=UTC)), 2),
        (lambda: LogEntry.objects.filter(number=2).update(hash="f" * 64), 2),
        (lambda: LogEntry.objects.filter(number=2).update(previous_hash="f" * 64), 2),
        (lambda: LogEntry.objects.filter(number=2).update(number=9), 2),
        (lambda: LogEntry.objects.filter(number__gt=1).delete(), 2),
        (lambda: _insert_after(1), 3),
        (lambda: _chain_again_from(2), 3),
        (lambda: _exchange(1, 2), 1),
        (lambda: Chain.objects.all().delete(), 1),
    ],
)
def test_tampering_is_caught(harm, at: int) -> None:
    write(3)
    harm()
    assert queries.verdict().broken_at == at
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("neutrality", "verify", "--json", stdout=out)
    assert stopped.value.code == 1
    assert json.loads(out.getvalue())["broken_at"] == at


@pytest.mark.django_db(transaction=True)
def test_an_entry_written_while_the_log_is_read_is_no_tampering() -> None:
    with transaction.atomic():
        write(2)

    def append_one() -> None:
        with transaction.atomic():
            append_entry("test.kind", {}, at=AT)
        connection.close()

    def write_elsewhere(execute, *statement):
        answer = execute(*statement)
        thread = threading.Thread(target=append_one)
        thread.start()
        thread.join()
        return answer

    with connection.execute_wrapper(write_elsewhere):
        assert queries.verdict().holds
    assert LogEntry.objects.count() > 2


def _exchange(one: int, other: int) -> None:
    LogEntry.objects.filter(number=one).update(number=99)
    LogEntry.objects.filter(number=other).update(number=one)
    LogEntry.objects.filter(number=99).update(number=other)


def _insert_after(number: int) -> None:
    """One entry more, well made in itself."""
    for entry in LogEntry.objects.filter(number__gt=number).order_by("-number"):
        LogEntry.objects.filter(pk=entry.pk).update(number=entry.number + 1)
    before = LogEntry.objects.get(number=number)
    link = ChainLink(number + 1, AT, "test.kind", {"n": 1}, before.hash)
    LogEntry.objects.filter(number=number + 2).update(previous_hash="moved")
    LogEntry.objects.create(**{**vars(link), "hash": digest(link)})


def _chain_again_from(number: int) -> None:
    """Change an entry and make every hash after it again; the hash noted apart stays."""
    previous = LogEntry.objects.get(number=number - 1).hash
    LogEntry.objects.filter(number=number).update(payload={"n": 1000})
    for entry in LogEntry.objects.filter(number__gte=number):
        link = ChainLink(entry.number, entry.at, entry.kind, entry.payload, previous)
        previous = digest(link)
        LogEntry.objects.filter(pk=entry.pk).update(previous_hash=link.previous_hash, hash=previous)


@pytest.mark.django_db
def test_a_log_rewritten_to_its_end_is_caught_by_a_hash_noted_elsewhere() -> None:
    write(3)
    anchor = queries.log_state()[1]
    _chain_again_from(2)
    Chain.objects.update(last_hash=LogEntry.objects.latest("number").hash)
    assert queries.verdict().holds
    assert queries.missing_hashes([anchor])
    with pytest.raises(SystemExit):
        call_command("neutrality", "verify", anchor=[anchor], stdout=StringIO())


@pytest.mark.django_db
def test_the_command_says_that_all_is_well() -> None:
    write(2)
    out = StringIO()
    call_command("neutrality", "verify", "--json", stdout=out)
    assert json.loads(out.getvalue())["entries"] == 2
    report = StringIO()
    call_command("neutrality", "report", "--json", stdout=report)
    assert json.loads(report.getvalue())["kinds"][0] == {
        "kind": "test.kind",
        "entries": 2,
        "first_at": "2027-01-12T09:30:15.123456+00:00",
        "last_at": "2027-01-12T09:30:15.123456+00:00",
    }
    text = StringIO()
    call_command("neutrality", "verify", stdout=text)
    assert queries.verdict().last_hash in text.getvalue()


@pytest.mark.django_db
def test_erasing_a_salt_leaves_the_chain_whole_and_the_entry_unknowable() -> None:
    write(2)
    name = pseudonym("member", 1)
    assert name == pseudonym("member", 1) != pseudonym("member", 2)
    assert seal("ad", 1, "texte") != seal("ad", 1, "autre texte")
    Salt.objects.all().delete()
    assert queries.verdict().holds
    assert pseudonym("member", 1) != name


@pytest.mark.django_db
def test_the_log_names_nobody_and_takes_no_float() -> None:
    with pytest.raises(TypeError):
        append_entry("test.kind", {"list": [{"price": 1.5}]}, at=AT)


@pytest.mark.django_db(transaction=True)
def test_no_entry_without_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="inside an action"):
        append_entry("test.kind", {}, at=AT)


@pytest.mark.django_db(transaction=True)
def test_appends_at_once_never_fork_the_chain() -> None:
    start, failures = threading.Barrier(8), []

    def append_three() -> None:
        try:
            start.wait()
            for _round in range(3):
                with transaction.atomic():
                    append_entry("test.kind", {"thread": threading.current_thread().name}, at=AT)
        except Exception as failure:  # told in the main thread
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=append_three) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    verdict = queries.verdict()
    assert verdict.holds
    assert verdict.entries == 24


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry() -> None:
    class Failed(Exception):
        pass

    def fail() -> None:
        with transaction.atomic():
            append_entry("test.kind", {}, at=AT)
            raise Failed

    with pytest.raises(Failed):
        fail()
    assert queries.verdict().entries == 0
    assert queries.verdict().holds
