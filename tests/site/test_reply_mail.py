"""The settings of answers by mail: each that can't be used is told in a sentence, and how to write it."""

from pathlib import Path

import pytest

from etabli.foundation.notify.imap import MailboxAddress
from etabli.site.environment import BadEnvironment
from etabli.site.reply_mail import mailbox_from_url
from tests.site.test_settings import started

ADDRESS, URL = (
    "Repondre@etabli.example",
    "imap+tls://repondre%40etabli.example@mail.example.org/R%C3%A9ponses",
)


def test_a_mailbox_is_read_from_its_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("a secret\n")
    monkeypatch.setenv("IMAP_PASSWORD_FILE", str(tmp_path / "password"))
    address = mailbox_from_url("imap+tls://repondre%40etabli.example@mail.example.org/Answers/here")
    assert address == MailboxAddress(
        "mail.example.org", 993, "repondre@etabli.example", "a secret", "Answers/here"
    )
    assert "a secret" not in repr(address)
    assert mailbox_from_url("") is None
    local = mailbox_from_url("imap://a:b@127.0.0.1:1143")
    assert local == MailboxAddress("127.0.0.1", 1143, "a", "b", "INBOX", has_tls=False)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("imap://a:b@mail.example.org", "no TLS"),
        ("imaps://a@mail.example.org", "can't be used"),
        ("imap+tls://mail.example.org", "can't be used"),
        ("imap+tls://a@", "can't be used"),
        ("imap+tls://a@host:port", "IMAP_URL is not an address"),
        (URL, "accents"),
    ],
)
def test_a_mailbox_that_can_not_be_used_is_refused_with_why(url: str, says: str) -> None:
    with pytest.raises(BadEnvironment, match=says):
        mailbox_from_url(url)


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"ETABLI_REPLY_ADDRESS": ADDRESS}, "Write both"),
        ({"IMAP_URL": "imap://a:b@127.0.0.1"}, "Write both"),
        ({"ETABLI_REPLY_ADDRESS": "a+b@etabli.example"}, "without +"),
        ({"ETABLI_REPLY_ADDRESS": "repondre-aux-questions@etabli.example"}, "at most 20"),
        ({"ETABLI_REPLY_ADDRESS": f"{ADDRESS},b@etabli.example"}, "one address"),
    ],
)
def test_settings_that_do_not_go_together_stop_the_start(
    tmp_path: Path, variables: dict[str, str], says: str
) -> None:
    run = started(tmp_path, **variables)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_both_together_start(tmp_path: Path) -> None:
    run = started(tmp_path, ETABLI_REPLY_ADDRESS=ADDRESS, IMAP_URL="imap://a:b@127.0.0.1")
    assert run.returncode == 0, run.stderr
