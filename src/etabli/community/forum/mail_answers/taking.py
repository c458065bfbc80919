"""What becomes of one mail: an answer as on the page, a refusal that its author reads, or a mail left in the box."""

import logging
from datetime import datetime
from enum import Enum
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _, override

from etabli.community.forum import actions, queries
from etabli.community.forum.engine.mail_reply import Kind
from etabli.community.forum.mail_answers.reading import ReadMail, read_mail
from etabli.community.forum.mail_answers.telling import (
    may_write_back,
    tell_not_published,
    tell_other_address,
    tell_published,
)
from etabli.community.forum.models import MAX_TEXT_LENGTH, MailAnswer, Post, Thread
from etabli.community.forum.reply_addresses import ReplyRight, right_in
from etabli.foundation.journal import ActionError, NotAllowed
from etabli.foundation.notices.owners import language_of
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.security.rate_limits import Limit, count_and_find_exceeded
from etabli.foundation.people.viewer import Viewer, of_membership

MAX_PER_HOUR = 20  # mails of one person that may become answers
log = logging.getLogger("etabli.forum")


class Fate(Enum):
    """Of a mail in the box: `DONE` with, or `LEFT` there for somebody to look at."""

    DONE = "done"
    LEFT = "left"


def take_mail(content: bytes, *, is_whole: bool, at: datetime) -> Fate:
    """Do once what one mail asks; the same mail again does nothing. `content` may be the beginning alone of one that is
    too large.

    Whoever the address was given to is the author, when the mail says that it comes from theirs. Anybody may write
    that: what proves more is the key in the address, which nobody but them was sent.
    """
    mail = read_mail(content)
    right = next(filter(None, map(right_in, mail.recipients)), None) if mail else None
    member = _membership_of(right) if right else None
    if mail is None or right is None or member is None:
        return Fate.LEFT
    key = _key(mail, right)
    if (known := MailAnswer.objects.filter(key=key).first()) is not None:
        return _fate_of(known)
    limit = Limit("forum.mail_answer", str(right.party_id), MAX_PER_HOUR, 3600)
    is_over = count_and_find_exceeded(limit) is not None
    with transaction.atomic(), override(language_of(member)):
        thread = Thread.objects.get(pk=right.thread_id)
        given = {"thread": thread, "came_at": at, "party_id": right.party_id}
        row, is_new = MailAnswer.objects.get_or_create(key=key, defaults=given)
        if not is_new:  # another worker was quicker
            return _fate_of(row)
        if mail.kind == Kind.AUTOMATIC:
            return _end(row, MailAnswer.Outcome.AUTOMATIC)
        if mail.sender != member.user.email.lower():
            return _end_of_other_address(row, member, mail, at)
        reason = _reason_before(mail, right, is_whole=is_whole, is_over=is_over, at=at)
        return _refuse(row, member, mail, reason, at) if reason else _answer(row, member, mail, at)


def _fate_of(row: MailAnswer) -> Fate:
    return Fate.LEFT if row.outcome == MailAnswer.Outcome.LEFT else Fate.DONE


def _membership_of(right: ReplyRight) -> Membership | None:
    """Whom the right was given to, as a member of the association of the question; None once they have gone."""
    memberships = Membership.objects.filter(
        user__party=right.party_id,
        organisation__threads=right.thread_id,
        role=Role.MEMBER,
        ended_on=None,
        user__is_active=True,
    )
    return memberships.select_related("user", "organisation").first()


def _viewer(membership: Membership) -> Viewer:
    every = Membership.objects.filter(user=membership.user_id, ended_on=None)
    return of_membership(membership, frozenset(every.values_list("role", "organisation_id")))


def _key(mail: ReadMail, right: ReplyRight) -> str:
    """What tells it from all others: a mail that comes twice, by two ways, says the same under the same number."""
    parts = [str(right.party_id), str(right.thread_id), mail.sender, mail.number, mail.text]
    return sha256("\0".join(parts).encode(errors="replace")).hexdigest()


def _reason_before(mail: ReadMail, right: ReplyRight, *, is_whole: bool, is_over: bool, at: datetime) -> str:
    """Why it can't be an answer, whatever the question; "" when it may be."""
    if right.until < at.date():
        return _("It is too late to answer this question by mail. You can still answer it on its page.")
    if not is_whole:
        return _("Your e-mail is too large. Send your answer without any file.")
    if mail.kind == Kind.UNREADABLE:
        return _("We can’t read your e-mail: it is encrypted, or damaged. Send it as ordinary text.")
    if mail.kind == Kind.EMPTY and mail.pictures:
        return _("There is no text in your e-mail. Answers hold text alone: pictures are left out.")
    if mail.kind == Kind.EMPTY:
        return _("We find no text of yours in your e-mail. Write your answer at the top, above ours.")
    if mail.is_cut:
        return _("Write at most %(most)d characters.") % {"most": MAX_TEXT_LENGTH}
    if is_over:
        return _("Many answers came from you within an hour. Send this one again later, or on its page.")
    return ""


def _answer(row: MailAnswer, member: Membership, mail: ReadMail, at: datetime) -> Fate:
    """As on the page, by the same act."""
    viewer = _viewer(member)
    try:
        thread = queries.get_thread(viewer, row.thread_id)
        with transaction.atomic():
            post = actions.answer(thread=thread, text=mail.text, by=viewer, at=at)
    except NotVisible:
        return _refuse(row, member, mail, _("You no longer read this question."), at)
    except NotAllowed:
        return _refuse(row, member, mail, _("Only members in force answer questions."), at)
    except ActionError as refusal:
        return _refuse(row, member, mail, str(refusal), at)
    return _end_of_answer(row, member, mail, post, at)


def _end_of_answer(row: MailAnswer, member: Membership, mail: ReadMail, post: Post, at: datetime) -> Fate:
    """What its author does not see by themselves is told: that it waits, that pictures are not there."""
    row.post = post
    if (not post.is_out or mail.pictures) and may_write_back(row, at):
        row.notified_at = at
        tell_published(row, member, post, pictures=mail.pictures, at=at)
    return _end(row, MailAnswer.Outcome.PUBLISHED)


def _refuse(row: MailAnswer, member: Membership, mail: ReadMail, reason: str, at: datetime) -> Fate:
    """Told once, with what they wrote; when they were told so often that no more is, it stays in the box."""
    if not may_write_back(row, at):
        return _end(row, MailAnswer.Outcome.LEFT)
    row.notified_at = at
    tell_not_published(row, member, reason, mail.text, at=at)
    return _end(row, MailAnswer.Outcome.REFUSED)


def _end_of_other_address(row: MailAnswer, member: Membership, mail: ReadMail, at: datetime) -> Fate:
    """Perhaps theirs, perhaps not: nothing is published, they are told, and it stays in the box."""
    if mail.sender and may_write_back(row, at):
        row.notified_at = at
        tell_other_address(row, member, mail.sender, at=at)
    return _end(row, MailAnswer.Outcome.LEFT)


def _end(row: MailAnswer, outcome: MailAnswer.Outcome) -> Fate:
    row.outcome = outcome
    row.save(update_fields=["outcome", "post", "notified_at"])
    log.info("mail #%s about question %s: %s", row.pk, row.thread_id, outcome)
    return _fate_of(row)
