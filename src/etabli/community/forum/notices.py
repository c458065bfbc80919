"""What the forum tells: answers to who follows a question, questions to who follows a trade, an accepted answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.community.forum.models import IS_OUT, Post, State, Thread, Watch
from etabli.foundation.notices.topic_messages import refresh_message, refresh_messages
from etabli.foundation.notify.prose import gettext as _, ngettext, quoted, sentences
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.ui.typography import day

MEMBERS = frozenset({Role.MEMBER})
ANSWER = Kind("forum.answer", gettext_lazy("An answer to your question"), MEMBERS)
FOLLOWED = Kind(
    "forum.followed", gettext_lazy("Answers to the questions that you follow"), MEMBERS, channel="digest"
)
QUESTION = Kind(
    "forum.question", gettext_lazy("Questions of the trades that you follow"), MEMBERS, channel="digest"
)
UNANSWERED = Kind(
    "forum.unanswered",
    gettext_lazy("Questions of your trade that nobody has answered after two days"),
    MEMBERS,
    channel="digest",
)
ACCEPTED = Kind("forum.accepted", gettext_lazy("Your answer was accepted"), MEMBERS, channel="digest")
CLOSED = Kind("forum.closed", gettext_lazy("Your question was closed by the moderators"), MEMBERS)
KINDS = [ANSWER, FOLLOWED, QUESTION, UNANSWERED, ACCEPTED, CLOSED]
SINCE = "since"  # among the facts: when the first answer came that its reader was not told of


def update_followers(post: Post, at: datetime) -> None:
    """Those who follow its question, but its author: there is an answer."""
    thread = post.thread
    since = post.published_at.isoformat() if post.published_at else ""
    for owner in _followers(thread, but=post.author.user_id):
        kind = ANSWER if owner.user_id == thread.author.user_id else FOLLOWED
        refresh_message(
            ANSWERS,
            to=owner,
            kind=kind,
            about=thread,
            merge=lambda known: {SINCE: min(since, known.get(SINCE, since))},
            at=at,
        )


def _followers(thread: Thread, *, but: int) -> list[Membership]:
    """Of who asked, answered or chose to follow, and did not stop, the roles: three statements."""
    watches = Watch.objects.filter(thread=thread).values_list("member__user", "withdrawn_at")
    stopped = {user for user, withdrawn_at in watches if withdrawn_at is not None}
    follow = {user for user, withdrawn_at in watches if withdrawn_at is None}
    answered = thread.posts.filter(IS_OUT).values_list("author__user", flat=True)
    users = {thread.author.user_id, *answered, *follow} - stopped - {but}
    return posts_of(users, thread.organisation_id)


def posts_of(users: Iterable[int], organisation_id: int) -> list[Membership]:
    """Their roles as members of this association, to whom one writes: one statement."""
    posts = Membership.objects.filter(
        user__in=users, organisation=organisation_id, role=Role.MEMBER, ended_on=None
    )
    return list(posts.select_related("user", "organisation").order_by("pk"))


def _write_answers(notice: Any) -> Words | None:
    """Nothing once they have read them there, or when what came was taken back."""
    thread: Thread = notice.about
    theirs = {"member__user__party": notice.owner_id}
    read_until = Watch.objects.filter(thread=thread, **theirs).values_list("read_until", flat=True).first()
    came = thread.posts.filter(IS_OUT, published_at__gte=notice.facts[SINCE])
    came = came.exclude(author__user__party=notice.owner_id)
    if read_until is not None:
        came = came.filter(published_at__gt=read_until)
    number = came.count()
    if not number or not thread.is_out:
        return None
    title = ngettext("An answer to “%(title)s”", "%(number)d answers to “%(title)s”", number) % {
        "number": number,
        "title": thread.title,
    }
    text = ngettext("Somebody has answered.", "%(number)d answers have come.", number) % {"number": number}
    if notice.kind == ANSWER.code:
        text = sentences(
            text, _("If one of them helped, accept it: those who look for the same will find it.")
        )
    return Words(title, text, address_of(thread), _("Read it"))


def update_trade_followers(thread: Thread, owners: Iterable[Membership], at: datetime) -> None:
    """Those who follow its trade: there is a question."""
    refresh_messages(QUESTIONS, owners, kind=QUESTION, about=thread, at=at)


def _write_question(notice: Any) -> Words | None:
    thread: Thread = notice.about
    if not thread.is_out or thread.closed_at is not None:
        return None
    title = _("A question: %(title)s") % {"title": thread.title}
    text = _("Of the trade that you follow: %(trade)s.") % {"trade": thread.trade_label}
    return Words(title, text, address_of(thread), _("Read it, and answer"))


def update_trade(thread: Thread, owners: Iterable[Membership], at: datetime) -> None:
    """All of its trade: nobody has answered."""
    refresh_messages(UNANSWERED_QUESTIONS, owners, kind=UNANSWERED, about=thread, at=at)


def _write_unanswered(notice: Any) -> Words | None:
    """Nothing once somebody has answered."""
    thread: Thread = notice.about
    if not thread.is_out or thread.closed_at is not None or thread.state != State.UNANSWERED:
        return None
    title = _("Nobody has answered yet: %(title)s") % {"title": thread.title}
    text = _("It was asked on %(day)s of those of your trade: %(trade)s. A few words may be enough.") % {
        "day": day(thread.published_at or thread.written_at),
        "trade": thread.trade_label,
    }
    return Words(title, text, address_of(thread), _("Answer it"))


def update_accepted(thread: Thread, at: datetime) -> None:
    """Whoever wrote it, unless they asked: their answer helped."""
    post = thread.accepted
    if post is not None and post.author_id != thread.author_id:
        owners = posts_of([post.author.user_id], thread.organisation_id)
        refresh_messages(ACCEPTED_ANSWERS, owners, kind=ACCEPTED, about=post, even_if_told=False, at=at)


def _write_accepted(notice: Any) -> Words | None:
    post: Post = notice.about
    thread = post.thread
    if thread.accepted_id != post.pk or not post.is_out or not thread.is_out:
        return None
    title = _("Your answer was accepted: %(title)s") % {"title": thread.title}
    text = _("Who asked says that your answer helped. It stands first from now on.")
    return Words(title, text, address_of(thread), _("See the question"))


def update_closed(thread: Thread, at: datetime) -> None:
    """Whoever asked: it takes no more answers, and why."""
    owners = posts_of([thread.author.user_id], thread.organisation_id)
    refresh_messages(CLOSED_QUESTIONS, owners, kind=CLOSED, about=thread, at=at)


def _write_closed(notice: Any) -> Words | None:
    thread: Thread = notice.about
    if thread.closed_at is None or not thread.is_out:
        return None
    title = _("Closed: %(title)s") % {"title": thread.title}
    text = _("Your question takes no more answers. People still read it.\n\nWhy:\n%(why)s") % {
        "why": quoted(thread.closed_reason, _("the moderators"))
    }
    return Words(title, text, address_of(thread), _("See the question"))


def address_of(thread: Thread) -> str:
    """The page of a question."""
    return reverse("forum:thread", args=[thread.pk])


ANSWERS = Topic("forum.answers", _write_answers, of=Thread)
QUESTIONS = Topic("forum.question", _write_question, of=Thread)
UNANSWERED_QUESTIONS = Topic("forum.unanswered", _write_unanswered, of=Thread)
ACCEPTED_ANSWERS = Topic("forum.accepted", _write_accepted, of=Post)
CLOSED_QUESTIONS = Topic("forum.closed", _write_closed, of=Thread)
TOPICS = [ANSWERS, QUESTIONS, UNANSWERED_QUESTIONS, ACCEPTED_ANSWERS, CLOSED_QUESTIONS]
