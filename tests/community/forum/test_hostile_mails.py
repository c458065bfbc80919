"""Mails that nobody should publish: each stays in the box or is dealt with, and nobody is flooded by them."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.community.forum.mail_answers import mailbox
from etabli.community.forum.models import MailAnswer, Post
from etabli.community.forum.reply_addresses import ReplyRight, reply_address, right_until
from etabli.foundation.notify.models import Message
from tests.community.conftest import AT
from tests.community.forum.conftest import asked
from tests.community.forum.mails import WORDS, key_of, written
from tests.foundation.notify.imap_office import ANSWERED, FLAGGED, ImapOffice

pytestmark = pytest.mark.usefixtures("today")

type Made = Callable[[SimpleNamespace], EmailMessage]


@pytest.fixture
def place(world: SimpleNamespace, office: ImapOffice) -> SimpleNamespace:
    world.office, world.thread, world.writer = office, asked(world), world.other_member
    return world


def bring(place: SimpleNamespace, mail: EmailMessage | bytes) -> set[str]:
    """Have it read; gives what the box is marked with."""
    (uid,) = place.office.bring(mail if isinstance(mail, bytes) else mail.as_bytes())
    mailbox.read_mailbox(AT)
    flags: set[str] = place.office.flags[uid]
    return flags


def sent() -> list[Message]:
    return list(Message.objects.filter(key__startswith="forum.mail_answer:"))


def answer(place: SimpleNamespace, text: str = WORDS, **headers: str) -> EmailMessage:
    return written(place.writer, place.thread, text, **headers)


UNATTRIBUTED: dict[str, Made] = {
    "a key that was made up": lambda place: answer(place, To=f"repondre+1-2-3-{'a' * 24}@etabli.example"),
    "no key": lambda place: answer(place, To="repondre@etabli.example"),
    "a signature given for another question": lambda place: answer(
        place,
        To="-".join(
            [
                key_of(place.writer, place.thread).rpartition("-")[0],
                key_of(place.writer, asked(place)).rpartition("-")[2],
            ]
        ),
    ),
    "the key of a question that is not there": lambda place: answer(
        place, To=reply_address(right_until(place.writer.user.party_id, 10**9, AT.date()))
    ),
    "the key of who is no member there": lambda place: answer(
        place,
        To=reply_address(right_until(place.adviser_user.party_id, place.thread.pk, AT.date())),
        From=place.adviser_user.email,
    ),
    "the key of nobody": lambda place: answer(
        place, To=reply_address(ReplyRight(10**9, place.thread.pk, AT.date()))
    ),
    "no word of where it goes": lambda place: answer(place, To=""),
    "an address within a name": lambda place: answer(
        place, To=f'"{key_of(place.writer, place.thread)}" <repondre@etabli.example>'
    ),
}


@pytest.mark.parametrize("made", UNATTRIBUTED.values(), ids=UNATTRIBUTED)
def test_what_is_nobodys_stays_in_the_box_and_is_answered_to_nobody(
    place: SimpleNamespace, made: Made
) -> None:
    assert bring(place, made(place)) == {FLAGGED}
    assert not Post.objects.exists()
    assert not sent()


FORGED: dict[str, dict[str, str]] = {
    "another address": {"From": "evil@elsewhere.example"},
    "the right one as a name": {"From": '"{own}" <evil@elsewhere.example>'},
    "the key of another": {"From": "{other}"},
    "a longer address": {"From": "{own}.elsewhere.example"},
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
def test_from_another_address_nothing_is_published_and_the_holder_of_the_key_is_told(
    place: SimpleNamespace, headers: dict[str, str]
) -> None:
    own, other = place.writer.user.email, place.member.user.email
    given = {name: value.format(own=own, other=other) for name, value in headers.items()}
    assert bring(place, answer(place, **given)) == {FLAGGED}
    assert not Post.objects.exists()
    (message,) = sent()
    assert message.to == own, "never whoever wrote it"
    assert WORDS not in message.body, "they don’t read what somebody else may have written"


@pytest.mark.parametrize("sender", ["", "{own}, evil@elsewhere.example", "nobody", "<>"])
def test_a_mail_of_no_one_address_is_of_nobody(place: SimpleNamespace, sender: str) -> None:
    own = place.writer.user.email
    content = answer(place, From="").as_bytes()
    if sender:
        content = f"From: {sender.format(own=own)}\n".encode() + content
    assert bring(place, content) == {FLAGGED}
    assert (Post.objects.count(), sent()) == (0, [])


def test_two_senders_in_two_headers_are_none(place: SimpleNamespace) -> None:
    content = b"From: evil@elsewhere.example\n" + answer(place).as_bytes()
    assert bring(place, content) == {FLAGGED}
    assert not Post.objects.exists()


MACHINES: dict[str, dict[str, str]] = {
    "out of the office": {"Auto_Submitted": "auto-replied", "Subject": "Absence du bureau"},
    "an older machine": {"X_Autoreply": "yes"},
    "a list": {"Precedence": "bulk"},
    "a bounce": {"From": "MAILER-DAEMON@mx.example", "Return_Path": "<>"},
    "by its subject": {"Subject": "Réponse automatique : Re: question"},
}


@pytest.mark.parametrize("headers", MACHINES.values(), ids=MACHINES)
def test_a_machine_is_neither_published_nor_answered(place: SimpleNamespace, headers: dict[str, str]) -> None:
    assert bring(place, answer(place, **headers)) >= {ANSWERED}
    assert (Post.objects.count(), sent()) == (0, [])
    assert MailAnswer.objects.get().outcome == MailAnswer.Outcome.AUTOMATIC


def test_a_machine_is_not_answered_when_its_mail_is_encrypted_or_too_large(
    place: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(place, answer(place, "-----BEGIN PGP MESSAGE-----\n\nhQEMA", Auto_Submitted="auto-replied"))
    monkeypatch.setattr(mailbox, "MAX_BYTES", 100)
    bring(place, answer(place, "Absent.", Auto_Submitted="auto-replied"))
    assert not sent()


def test_scripts_of_a_mail_are_text_and_nothing_more(place: SimpleNamespace, client: Any) -> None:
    mail = answer(place)
    mail.clear_content()
    mail.set_content(
        "<p>Voyez le registre.</p><script>alert(1)</script><img src=x onerror=alert(2)>"
        "<style>p{}</style><a href='javascript:alert(3)'>ici</a><p>&lt;script&gt;alert(4)&lt;/script&gt;</p>",
        subtype="html",
    )
    bring(place, mail)
    text = Post.objects.get().text
    assert "Voyez le registre." in text
    assert "alert(1)" not in text
    assert "onerror" not in text
    client.force_login(place.member.user)
    page = client.get(f"/questions/{place.thread.pk}/").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_what_comes_with_it_is_never_kept(place: SimpleNamespace) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("zeros", b"\0" * 10_000_000)
    mail, inner = answer(place), EmailMessage()
    inner["Subject"], inner["From"] = "inside", place.member.user.email
    inner.set_content("What somebody else wrote in a mail that is attached.")
    mail.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="a.zip")
    mail.add_attachment(inner)
    bring(place, mail)
    assert Post.objects.get().text == WORDS


def test_mails_within_mails_without_end_are_refused(place: SimpleNamespace) -> None:
    head = f"From: {place.writer.user.email}\r\nTo: {key_of(place.writer, place.thread)}\r\nMessage-ID: <9@x>\r\n"
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="{rank}"\r\n\r\n--{rank}\r\n' for rank in range(200)
    )
    assert bring(place, f"{head}{nested}\r\nx".encode()) >= {ANSWERED}
    assert not Post.objects.exists()
    assert len(sent()) == 1


@pytest.mark.parametrize("charset", ["x-unknown", "utf-16", "utf-7", "idna", "base64"])
def test_no_charset_breaks_anything(place: SimpleNamespace, charset: str) -> None:
    content = answer(place).as_bytes().replace(b'charset="utf-8"', f'charset="{charset}"'.encode())
    assert bring(place, content)
    assert all("\x00" not in post.text for post in Post.objects.all())


def test_zero_bytes_are_left_out_of_what_is_kept(place: SimpleNamespace) -> None:
    content = answer(place, "Voyez AAA le registre.").as_bytes().replace(b"AAA", b"\0\0\0")
    bring(place, content)
    assert "\x00" not in Post.objects.get().text
    name = f"a\x00b <{place.writer.user.email}>"
    bring(place, f"From: {name}\r\n".encode() + answer(place, "Autre.", From="").as_bytes())
    assert not any("\x00" in post.text for post in Post.objects.all())


def test_thirty_megabytes_are_not_fetched_and_what_was_written_comes_back(place: SimpleNamespace) -> None:
    mail = answer(place)
    mail.add_attachment(
        b"\xff" * 23_000_000, maintype="video", subtype="mp4", filename="film.mp4"
    )  # a third more, written
    assert bring(place, mail) >= {ANSWERED}
    (command,) = [each for each in place.office.commands if "BODY" in each]
    assert "<0.500000>" in command
    (message,) = sent()
    assert f"> {WORDS}" in message.body.replace("\xa0", " ")


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"\xff\xfe" * 5000, b"From", b"\r\n" * 5000])
def test_what_is_no_mail_stays_in_the_box(place: SimpleNamespace, content: bytes) -> None:
    assert bring(place, content) == {FLAGGED}


def test_links_of_a_stranger_are_no_links_in_the_mail_that_tells_of_them(place: SimpleNamespace) -> None:
    bring(place, answer(place, From='"x" <a@evil.example>'))
    (message,) = sent()
    assert "a@evil.example" not in message.body
    assert "evil[.]example" in message.body
