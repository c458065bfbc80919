"""A folder of a mailbox: what waits there, what is read of it, and what is said when it can't be."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from etabli.foundation.notify.imap import (
    NoSuchFolder,
    NotReached,
    NotTrusted,
    SignInRefused,
    open_mailbox,
)
from tests.certificates import certificate_in
from tests.foundation.notify.imap_office import ANSWERED, FLAGGED, SEEN, ImapOffice, imap_office

MAIL = b"Subject: one\r\n\r\nBonjour\r\n"


@pytest.fixture
def office() -> Iterator[ImapOffice]:
    with imap_office() as office:
        yield office


def test_what_waits_is_what_nobody_dealt_with_nor_left(office: ImapOffice) -> None:
    first, second, third = office.bring(MAIL, MAIL + b"2", MAIL + b"3")
    with open_mailbox(office.address()) as box:
        assert box.waiting() == [first, second, third]
        box.mark_answered(first)
        box.leave(second)
        assert box.waiting() == [third]
        assert box.left_count() == 1
    assert office.flags == {first: {ANSWERED, SEEN}, second: {FLAGGED}, third: set()}


def test_a_mail_is_measured_then_read_no_further_than_asked(office: ImapOffice) -> None:
    (uid,) = office.bring(MAIL)
    with open_mailbox(office.address()) as box:
        assert box.size(uid) == len(MAIL)
        assert box.content(uid, 7) == MAIL[:7]
        assert box.content(uid, 10_000) == MAIL
    assert not office.flags[uid], "to read it is not to mark it"


def test_a_mail_that_is_gone_is_nothing(office: ImapOffice) -> None:
    with open_mailbox(office.address()) as box:
        assert box.size(7) is None
        assert box.content(7, 10) is None


def test_a_refusal_says_what_is_refused(office: ImapOffice) -> None:
    with pytest.raises(SignInRefused, match="not you"), open_mailbox(office.address(password="x")):
        pass
    with pytest.raises(NoSuchFolder), open_mailbox(office.address(folder="Else where")):
        pass
    office.answers["SEARCH"] = "NO later"
    with open_mailbox(office.address()) as box, pytest.raises(NotReached, match="later"):
        box.waiting()


@pytest.mark.parametrize("command", ["LOGIN", "SELECT", "SEARCH"])
def test_a_line_that_is_cut_is_said_and_the_next_one_is_good(office: ImapOffice, command: str) -> None:
    office.hang_up_at.append(command)
    with pytest.raises(NotReached), open_mailbox(office.address()) as box:
        box.waiting()
    with open_mailbox(office.address()) as box:
        assert box.waiting() == []


def test_nobody_there_or_no_tls_there_is_said(office: ImapOffice) -> None:
    with pytest.raises(NotReached), open_mailbox(office.address(has_tls=True)):
        pass
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NotReached), open_mailbox(office.address(port=port)):
        pass


def test_the_box_of_an_authority_of_ones_own_is_read_once_ssl_cert_file_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificate_in(tmp_path)
    with imap_office(certificate) as office:
        (uid,) = office.bring(MAIL)
        with pytest.raises(NotTrusted), open_mailbox(office.address(has_tls=True)):
            pass
        assert not office.commands, "nothing was said to a server that may be another"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
        with open_mailbox(office.address(has_tls=True)) as box:
            assert box.content(uid, 10_000) == MAIL
        with pytest.raises(NotTrusted), open_mailbox(office.address(has_tls=True, host="localhost")):
            pass
