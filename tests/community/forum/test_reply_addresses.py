"""The address by which a mail that tells of a question or an answer is answered."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import override_settings

from etabli.community.association.models import Member
from etabli.community.forum import actions, tasks
from etabli.community.forum.reply_addresses import ReplyRight, reply_address, right_in, right_until
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.notice_mails import send_due
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.tasks import deliver_due
from tests.community.conftest import AT, as_member, join
from tests.community.forum.conftest import answered, asked

RIGHT = ReplyRight(1_234_567, 2_345_678, date(2027, 3, 1))
LATER = AT + timedelta(days=2)
SENTENCE = "Vous pouvez aussi répondre à cet e-mail"
FIRST_LINE = "Pour répondre, écrivez au-dessus de cette ligne."


@pytest.fixture(autouse=True)
def _address(settings: Any) -> Any:
    settings.REPLY_ADDRESS, settings.REPLY_DAYS = "repondre@etabli.example", 90
    with time_machine.travel(AT, tick=False):
        yield


def sent_to(member: Member) -> Message:
    """The last mail to them."""
    send_due(LATER)
    send_digests(LATER)
    deliver_due(LATER)
    return Message.objects.filter(to=member.user.email).latest("pk")


def test_an_address_gives_back_its_right_however_a_server_writes_it() -> None:
    address = reply_address(RIGHT)
    assert right_in(address) == right_in(address.upper()) == right_in(f" {address} ") == RIGHT
    assert address == address.lower()
    largest = ReplyRight(10**9 + 1, 10**9 + 2, date(2040, 1, 1))
    assert right_in(reply_address(largest)) == largest
    assert len(reply_address(largest).partition("@")[0]) <= 64


def test_an_address_that_was_changed_holds_nothing() -> None:
    address = reply_address(RIGHT)
    name, _at, domain = address.partition("@")
    for position, sign in enumerate(name):
        other = "b" if sign != "b" else "c"
        assert right_in(f"{name[:position]}{other}{name[position + 1 :]}@{domain}") is None
    for wrong in (
        "",
        "@",
        "repondre@etabli.example",
        f"{name}@elsewhere.example",
        f"x{address}",
        name,
        "+-@",
    ):
        assert right_in(wrong) is None
    with override_settings(SECRET_KEY="another key, which is as long as one has to be"):
        assert right_in(address) is None


def test_each_person_and_each_question_has_an_address_of_its_own() -> None:
    rights = [ReplyRight(1, 12, RIGHT.until), ReplyRight(11, 2, RIGHT.until), ReplyRight(1, 1, RIGHT.until)]
    keys = {reply_address(right).rpartition("-")[2] for right in rights}
    assert len(keys) == len(rights)


def test_the_mail_that_tells_of_an_answer_bears_the_address_of_its_reader(world: SimpleNamespace) -> None:
    thread = asked(world)
    answered(thread, world.other_member)
    message = sent_to(world.member)
    assert right_in(message.reply_to) == right_until(world.member.user.party_id, thread.pk, AT.date())
    assert SENTENCE in message.body
    assert message.body.startswith(FIRST_LINE)
    (left,) = mail.outbox
    assert left.message()["Reply-To"] == message.reply_to
    assert message.reply_to not in message.body


def test_without_the_setting_nothing_is_offered(world: SimpleNamespace, settings: Any) -> None:
    settings.REPLY_ADDRESS = ""
    answered(asked(world), world.other_member)
    message = sent_to(world.member)
    assert not message.reply_to
    assert SENTENCE not in message.body
    assert FIRST_LINE not in message.body
    assert mail.outbox[0].message()["Reply-To"] is None


def test_a_question_told_in_the_daily_mail_is_answered_when_it_is_alone_there(
    world: SimpleNamespace,
) -> None:
    actions.follow_trade(trade="writer", by=as_member(world.other_member), at=AT)
    thread = asked(world)
    tasks.tell_due(AT)
    message = sent_to(world.other_member)
    right = right_in(message.reply_to)
    assert right is not None
    assert (right.party_id, right.thread_id) == (world.other_member.user.party_id, thread.pk)
    assert SENTENCE in message.body


def test_of_several_in_one_mail_none_is_answered(world: SimpleNamespace) -> None:
    actions.follow_trade(trade="writer", by=as_member(world.other_member), at=AT)
    asked(world)
    asked(world, title="Faut-il un bandeau ?")
    tasks.tell_due(AT)
    message = sent_to(world.other_member)
    assert not message.reply_to
    assert SENTENCE not in message.body


def test_what_takes_no_answer_offers_none(world: SimpleNamespace) -> None:
    reader = join(world, "Lectrice")
    thread = asked(world)
    answered(thread, world.other_member)
    actions.close_thread(thread=thread, reason="Déjà répondu.", by=world.moderator, at=AT)
    assert not sent_to(world.member).reply_to
    other = asked(world, by=reader)
    answered(other, world.other_member)
    Member.objects.filter(pk=reader.pk).update(suspended_at=AT)
    assert not sent_to(reader).reply_to
