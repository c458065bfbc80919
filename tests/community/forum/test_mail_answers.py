"""Answers that come by mail: what stands in the thread, what its author is told, what stays in the box."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError

from etabli.community.association.models import Member
from etabli.community.forum import actions, tasks
from etabli.community.forum.mail_answers import mailbox, reading, taking, telling
from etabli.community.forum.models import MailAnswer, Post
from etabli.community.moderation.models import Case
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notify.models import Message
from etabli.foundation.people.models import Membership, Role
from tests.at_once import all_at_once
from tests.community.conftest import AT, as_member
from tests.community.forum.conftest import asked
from tests.community.forum.mails import WORDS, written
from tests.community.messages import shown
from tests.foundation.notify.imap_office import ANSWERED, FLAGGED, ImapOffice

pytestmark = pytest.mark.usefixtures("today")

Outcome = MailAnswer.Outcome


def mails_to(member: Member) -> list[Message]:
    return list(Message.objects.filter(to=member.user.email, key__startswith="forum.mail_answer:"))


def outcomes() -> list[str]:
    return list(MailAnswer.objects.order_by("pk").values_list("outcome", flat=True))


def test_an_answer_by_mail_stands_in_the_thread_with_its_author_and_is_told_to_who_asked(
    world: SimpleNamespace, office: ImapOffice
) -> None:
    thread, member = asked(world), world.other_member
    text = f"{WORDS}\n\nLe 2 décembre 2026 à 08:00, Asso <etabli@example.org> a écrit :\n> Bonjour"
    (uid,) = office.bring(written(member, thread, text).as_bytes())
    mailbox.read_mailbox(AT)
    (post,) = Post.objects.filter(thread=thread)
    assert (post.text, post.author, post.is_out) == (WORDS, member, True)
    assert shown("forum.answer").keys() == {world.member.user.party_id}
    entry = Entry.objects.get(verb="forum.answer")
    assert (entry.actor_id, entry.role) == (member.user.party_id, Role.MEMBER)
    assert office.flags[uid] >= {ANSWERED}
    assert outcomes() == [Outcome.PUBLISHED]
    assert not mails_to(member), "they see it there"
    undo(entry=entry, by=as_member(member), at=AT)
    assert not Post.objects.get(pk=post.pk).is_out, "taken back as any other"


def test_the_same_mail_is_taken_once_however_it_comes_back(
    world: SimpleNamespace, office: ImapOffice
) -> None:
    thread = asked(world)
    mail = written(world.other_member, thread)
    office.bring(mail.as_bytes())
    office.hang_up_at.append("STORE")  # written, and not yet marked
    mailbox.read_mailbox(AT)
    assert office.waiting(), "the line was cut before it could be marked"
    mail["Received"] = "by another server"
    office.bring(mail.as_bytes())
    mailbox.read_mailbox(AT)
    assert not office.waiting()
    assert Post.objects.count() == 1


def test_another_text_under_the_same_number_is_another_answer(
    world: SimpleNamespace, office: ImapOffice
) -> None:
    thread = asked(world)
    office.bring(written(world.other_member, thread).as_bytes())
    office.bring(written(world.other_member, thread, "Et ceci encore.").as_bytes())
    mailbox.read_mailbox(AT)
    assert Post.objects.count() == 2


def test_an_act_that_fails_leaves_the_mail_where_it_waits(
    world: SimpleNamespace, office: ImapOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = asked(world)
    (uid,) = office.bring(written(world.other_member, thread).as_bytes())

    def fail(**_given: Any) -> None:
        raise OperationalError("the database does not answer")

    with monkeypatch.context() as patch:
        patch.setattr(actions, "answer", fail)
        with pytest.raises(OperationalError):
            mailbox.read_mailbox(AT)
    assert (office.flags[uid], outcomes()) == (set(), [])
    mailbox.read_mailbox(AT)
    assert Post.objects.count() == 1


def test_one_mail_that_breaks_holds_up_no_other(
    world: SimpleNamespace, office: ImapOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread, read = asked(world), taking.read_mail
    first, second = office.bring(b"To: x\r\n\r\nbreaks", written(world.other_member, thread).as_bytes())

    def fragile(content: bytes) -> Any:
        if b"breaks" in content:
            raise ValueError("unforeseen")
        return read(content)

    monkeypatch.setattr(taking, "read_mail", fragile)
    mailbox.read_mailbox(AT)
    assert (office.flags[first], Post.objects.count()) == ({FLAGGED}, 1)
    assert ANSWERED in office.flags[second]


@pytest.mark.parametrize("command", ["LOGIN", "SEARCH", "FETCH"])
def test_a_line_that_is_cut_loses_nothing(world: SimpleNamespace, office: ImapOffice, command: str) -> None:
    office.bring(written(world.other_member, asked(world)).as_bytes())
    office.hang_up_at.append(command)
    assert mailbox.read_mailbox(AT) == 0
    assert mailbox.read_mailbox(AT) == 1
    assert Post.objects.count() == 1


def test_a_login_that_is_refused_is_logged_without_the_password(
    world: SimpleNamespace, office: ImapOffice, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REPLY_MAILBOX = office.address(password="wrong-secret")
    office.bring(written(world.other_member, asked(world)).as_bytes())
    assert mailbox.read_mailbox(AT) == 0
    assert "not you" in caplog.text
    assert "wrong-secret" not in caplog.text


def test_without_a_mailbox_nothing_is_asked(world: SimpleNamespace, settings: Any) -> None:
    settings.REPLY_MAILBOX = None
    assert mailbox.read_mailbox(AT) == 0


def test_a_huge_mail_is_not_fetched_whole_and_gives_back_what_was_written(
    world: SimpleNamespace, office: ImapOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "MAX_BYTES", 20_000)
    monkeypatch.setattr(mailbox, "BEGINNING_BYTES", 5_000)
    mail = written(world.other_member, asked(world))
    mail.add_attachment(b"\xff" * 60_000, maintype="image", subtype="jpeg", filename="photo.jpg")
    (uid,) = office.bring(mail.as_bytes())
    mailbox.read_mailbox(AT)
    assert office.fetched(uid) == [f"FETCH {uid} (BODY.PEEK[]<0.5000>)"]
    (message,) = mails_to(world.other_member)
    assert "trop lourd" in message.body
    assert f"> {WORDS}" in message.body.replace("\xa0", " ")
    assert not Post.objects.exists()


def test_what_waits_for_a_moderator_is_said_to_its_author(
    world: SimpleNamespace, office: ImapOffice, settings: Any
) -> None:
    thread, text = asked(world), "Achetez mes sites pas chers ! Promo -50 % : https://pub.example/offre"
    office.bring(written(world.other_member, thread, text).as_bytes())
    mailbox.read_mailbox(AT)
    (post,) = Post.objects.all()
    assert not post.is_out
    assert Case.objects.count() == 1, "it stands in the queue of the moderators"
    (message,) = mails_to(world.other_member)
    assert "modérateur" in message.body


def test_pictures_are_left_out_and_said_to_be(world: SimpleNamespace, office: ImapOffice) -> None:
    mail = written(world.other_member, asked(world))
    mail.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="a.png")
    office.bring(mail.as_bytes())
    mailbox.read_mailbox(AT)
    assert Post.objects.get().text == WORDS
    (message,) = mails_to(world.other_member)
    assert "sans image" in message.body


def test_each_refusal_is_said_once_with_what_was_written(world: SimpleNamespace, office: ImapOffice) -> None:
    thread, member = asked(world), world.other_member
    actions.close_thread(thread=thread, reason="Déjà répondu.", by=world.moderator, at=AT)
    office.bring(written(member, thread).as_bytes(), written(member, thread, Received="twice").as_bytes())
    mailbox.read_mailbox(AT)
    (message,) = mails_to(member)
    assert "ne prend plus de réponses" in message.body
    assert f"> {WORDS}" in message.body.replace("\xa0", " ")
    assert not message.reply_to
    assert outcomes() == [Outcome.REFUSED]
    assert not office.waiting()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x" * 9_000, "8000"),
        ("a " * 15_000, "8000"),
        ("> Bonjour", "pas trouvé de texte"),
        ("-----BEGIN PGP MESSAGE-----\n\nhQEMA", "chiffré"),
    ],
)
def test_what_can_be_no_answer_is_refused_with_why(
    world: SimpleNamespace, office: ImapOffice, text: str, says: str
) -> None:
    office.bring(written(world.other_member, asked(world), text).as_bytes())
    mailbox.read_mailbox(AT)
    (message,) = mails_to(world.other_member)
    assert says in message.body.replace("\u202f", "").replace("\xa0", " ")
    assert not Post.objects.exists()


def test_an_address_that_is_over_is_refused(world: SimpleNamespace, office: ImapOffice) -> None:
    office.bring(written(world.other_member, asked(world)).as_bytes())
    mailbox.read_mailbox(AT + timedelta(days=91))
    (message,) = mails_to(world.other_member)
    assert "trop tard" in message.body
    assert not Post.objects.exists()


def test_who_reads_the_question_no_more_answers_no_more(world: SimpleNamespace, office: ImapOffice) -> None:
    thread, member = asked(world), world.other_member
    actions.withdraw_question(thread=thread, by=as_member(world.member), at=AT)
    office.bring(written(member, thread).as_bytes())
    other = asked(world)
    Member.objects.filter(pk=member.pk).update(suspended_at=AT)
    office.bring(written(member, other).as_bytes())
    mailbox.read_mailbox(AT)
    assert (len(mails_to(member)), Post.objects.count()) == (2, 0)


def test_who_has_left_the_association_is_nobody(world: SimpleNamespace, office: ImapOffice) -> None:
    Membership.objects.filter(user=world.other_member.user).update(ended_on=AT.date())
    (uid,) = office.bring(written(world.other_member, asked(world)).as_bytes())
    mailbox.read_mailbox(AT)
    assert office.flags[uid] == {FLAGGED}
    assert not MailAnswer.objects.exists()


def test_an_answer_to_what_was_merged_goes_where_its_answers_are(
    world: SimpleNamespace, office: ImapOffice
) -> None:
    thread, into = asked(world), asked(world, title="À qui est le nom ?")
    reason = "La même."
    actions.merge_thread(thread=thread, into=into, reason=reason, by=world.moderator, at=AT)
    office.bring(written(world.other_member, thread).as_bytes())
    mailbox.read_mailbox(AT)
    assert Post.objects.get().thread_id == into.pk


def test_many_mails_of_one_person_are_neither_published_nor_answered_without_end(
    world: SimpleNamespace, office: ImapOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MAX_PER_HOUR", 2)
    monkeypatch.setattr(telling, "MAX_PER_DAY", 1)
    thread, member = asked(world), world.other_member
    uids = office.bring(*[written(member, thread, f"Réponse {rank}.").as_bytes() for rank in range(4)])
    mailbox.read_mailbox(AT)
    assert (Post.objects.count(), len(mails_to(member))) == (2, 1)
    assert office.flags[uids[2]] >= {ANSWERED}
    assert office.flags[uids[3]] == {FLAGGED}, "not told any more: it stays in the box, and is not lost"
    monkeypatch.setattr(telling, "MAX_PER_DAY", 2)
    office.bring(written(member, thread, "Réponse 4.").as_bytes())
    mailbox.read_mailbox(AT + timedelta(days=2))
    assert len(mails_to(member)) == 2


def test_what_is_known_of_mails_goes_after_its_time(world: SimpleNamespace, office: ImapOffice) -> None:
    office.bring(written(world.other_member, asked(world)).as_bytes())
    mailbox.read_mailbox(AT)
    tasks.forget_mail_answers(AT + timedelta(days=170))
    assert MailAnswer.objects.count() == 1
    tasks.forget_mail_answers(AT + timedelta(days=181))
    assert MailAnswer.objects.count() == 0
    assert Post.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_a_mail_once(world: SimpleNamespace, office: ImapOffice) -> None:
    content = written(world.other_member, asked(world)).as_bytes()
    both = [lambda: taking.take_mail(content, is_whole=True, at=AT)] * 2
    all_at_once(both)
    assert (Post.objects.count(), outcomes()) == (1, [Outcome.PUBLISHED])


def test_the_child_that_reads_says_no_word_of_what_it_cannot_read() -> None:
    mail = reading.read_mail(b"\0" * 1000)
    assert mail is None or (mail.sender, mail.recipients) == ("", ())
