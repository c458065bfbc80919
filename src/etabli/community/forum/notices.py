"""What the forum tells: answers to who follows a question, questions to who follows a trade, an accepted answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.community.association.queries import in_force
from etabli.community.forum.models import IS_OUT, Post, State, Thread, Watch
from etabli.community.forum.reply_addresses import reply_address, right_until
from etabli.foundation.notices.topic_messages import (
    ABOUT_FACT,
    TO_CALL_FACT,
    mark_shown,
    refresh_message,
    refresh_messages,
)
from etabli.foundation.notify.prose import Prose, gettext as _, ngettext, paragraphs, quoted, sentences
from etabli.foundation.people.models import Membership, Person, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.ui.markdown import markdown_text
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
CLOSED = Kind(
    "forum.closed",
    gettext_lazy("The moderators closed your question, or gave what you wrote another place"),
    MEMBERS,
)
OF_ARTISAN = Kind(
    "forum.artisan",
    gettext_lazy("Your questions to the professionals: the answers, and what becomes of them"),
    frozenset({Role.ARTISAN}),
    staff_reads=True,
)
KINDS = [ANSWER, FOLLOWED, QUESTION, UNANSWERED, ACCEPTED, CLOSED, OF_ARTISAN]
REASON, TRADE = "reason", "trade"  # among the facts: what a moderator said, and of whom it is asked since
SINCE = "since"  # among the facts: when the first answer came that its reader was not told of


def update_followers(post: Post, at: datetime) -> None:
    """Those who follow its question, but its author, and the artisan who asked: there is an answer."""
    thread = post.thread
    since = post.published_at.isoformat() if post.published_at else ""

    def tell(to: Membership | Person, kind: Kind, **facts: Any) -> None:
        refresh_message(
            ANSWERS,
            to=to,
            kind=kind,
            about=thread,
            merge=lambda known: {SINCE: min(since, known.get(SINCE, since)), **facts},
            at=at,
        )

    if thread.person is not None:
        tell(thread.person, OF_ARTISAN, **{TO_CALL_FACT: True})
    asker = thread.author.user_id if thread.author is not None else None
    for owner in _followers(thread, but=post.author_user_id):
        tell(owner, ANSWER if owner.user_id == asker else FOLLOWED)


def _followers(thread: Thread, *, but: int | None) -> list[Membership]:
    """Of who asked, answered or chose to follow, and did not stop, the roles: four statements. Who follows what was
    merged into it follows it, unless they said otherwise of the question itself."""
    watches = Watch.objects.filter(Q(thread=thread) | Q(thread__merged_into=thread))
    follows: dict[int, bool] = {}
    for user, place, withdrawn_at in watches.values_list("member__user", "thread", "withdrawn_at"):
        if place == thread.pk or user not in follows:
            follows[user] = withdrawn_at is None
    answered = thread.posts.filter(IS_OUT, author__isnull=False).values_list("author__user", flat=True)
    asked = {thread.author.user_id} if thread.author is not None else set[int]()
    asked_again = thread.merged.filter(author__isnull=False).values_list("author__user", flat=True)
    took_part = {*asked, *asked_again, *answered} - {user for user, is_on in follows.items() if not is_on}
    users = {*took_part, *(user for user, is_on in follows.items() if is_on)} - {but}
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
    read_until = (
        Watch.objects.filter(thread=thread.merged_into or thread, **theirs)
        .values_list("read_until", flat=True)
        .first()
    )
    came = _came(notice, thread)
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
    if notice.kind != FOLLOWED.code:
        text = sentences(
            text, _("If one of them helped, accept it: those who look for the same will find it.")
        )
    return Words(title, text, address_of(thread), _("Read it"))


def _came(notice: Any, thread: Thread) -> QuerySet[Post]:
    """The answers of others since the first that its reader was not told of."""
    came = (thread.merged_into or thread).posts.filter(IS_OUT, published_at__gte=notice.facts[SINCE])
    return came.exclude(author__user__party=notice.owner_id)


def _say_answers(notice: Any) -> Prose | None:
    """To an artisan on the telephone, the answers themselves."""
    if notice.kind != OF_ARTISAN.code:
        return None
    thread = Thread.objects.get(pk=notice.facts[ABOUT_FACT])
    posts = _came(notice, thread).select_related("author").order_by("published_at", "pk")
    begins = _("You asked the professionals: “%(title)s”. Here is what they answer.") % {
        "title": thread.title
    }
    answers = [quoted(markdown_text(post.text), post.shown_name) for post in posts]
    return paragraphs(begins, *answers)


def _reply(notice: Any) -> tuple[str, Prose] | None:
    """A member may answer by mail what takes answers."""
    thread = Thread.objects.select_related("merged_into").get(pk=notice.facts[ABOUT_FACT])
    thread = thread.merged_into or thread
    member = in_force(thread.organisation_id).filter(user__party=notice.owner_id)
    if not thread.takes_answers or notice.organisation_id is None or not member.exists():
        return None
    address = reply_address(right_until(notice.owner_id, thread.pk, notice.created_at.date()))
    says = _("You may also answer this e-mail: your words are published among the answers, with your name.")
    return (address, says) if address else None


def mark_answers_shown(thread: Thread, at: datetime) -> None:
    """The artisan who asked has the answers under their eyes."""
    mark_shown(f"{ANSWERS.code}:{thread.pk}:{thread.asker_party_id}:", at)


def update_asked_beside(thread: Thread, by: Viewer, at: datetime) -> None:
    """The artisan, for whom somebody of the chamber asked: what left in their name, and how to take it back."""
    if thread.person is not None:
        who = {"who": by.name, TO_CALL_FACT: False}
        refresh_message(
            ASKED_BESIDE, to=thread.person, kind=OF_ARTISAN, about=thread, merge=lambda known: who, at=at
        )


def _write_asked_beside(notice: Any) -> Words | None:
    thread: Thread = notice.about
    if thread.withdrawn_at is not None:
        return None
    named = _("They read your name.") if thread.is_named else _("They don’t read your name.")
    text = sentences(
        _("%(who)s, of the chamber, asked this of the professionals of the association for you.")
        % {"who": notice.facts["who"]},
        named,
        _("We tell you of the answers. Don’t you agree? Take the question back on its page."),
    )
    title = _("Asked for you: %(title)s") % {"title": thread.title}
    return Words(title, text, address_of(thread), _("See your question"))


def update_trade_followers(thread: Thread, owners: Iterable[Membership], at: datetime) -> None:
    """Those who follow its trade: there is a question."""
    refresh_messages(QUESTIONS, owners, kind=QUESTION, about=thread, at=at)


def _write_question(notice: Any) -> Words | None:
    thread: Thread = notice.about
    if not thread.is_out or thread.closed_at is not None:
        return None
    title = _asked_by(thread, _("A question: %(title)s"))
    text = _("An artisan asks all of you, without knowing which trade may know.")
    if thread.trade:
        text = _("Of the trade that you follow: %(trade)s.") % {"trade": thread.trade_label}
    return Words(title, text, address_of(thread), _("Read it, and answer"))


def _asked_by(thread: Thread, title: Prose) -> Prose:
    """The title, which says so where an artisan asks."""
    title = _("A question of an artisan: %(title)s") if thread.is_artisans else title
    return title % {"title": thread.title}


def update_trade(thread: Thread, owners: Iterable[Membership], at: datetime) -> None:
    """All of its trade: nobody has answered."""
    refresh_messages(UNANSWERED_QUESTIONS, owners, kind=UNANSWERED, about=thread, at=at)


def _write_unanswered(notice: Any) -> Words | None:
    """Nothing once somebody has answered."""
    thread: Thread = notice.about
    if not thread.is_out or thread.closed_at is not None or thread.state != State.UNANSWERED:
        return None
    title = _("Nobody has answered yet: %(title)s") % {"title": thread.title}
    text = _("It was asked on %(day)s of those of your trade: %(trade)s. A few words may be enough.")
    if thread.is_artisans:
        whom = _("An artisan asked it of all of you on %(day)s.")
        if thread.trade:
            whom = _("An artisan asked it on %(day)s of those of your trade: %(trade)s.")
        text = sentences(whom, _("A few words, in plain language, may be enough."))
    text = text % {"day": day(thread.published_at or thread.written_at), "trade": thread.trade_label}
    return Words(title, text, address_of(thread), _("Answer it"))


def update_accepted(thread: Thread, at: datetime) -> None:
    """Whoever wrote it, unless they asked: their answer helped."""
    post = thread.accepted
    if post is not None and post.author is not None and post.author_id != thread.author_id:
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
    if thread.person is not None:
        refresh_message(CLOSED_QUESTIONS, to=thread.person, kind=OF_ARTISAN, about=thread, at=at)
    elif thread.author is not None:
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


def update_moved(thread: Thread, reason: str, at: datetime) -> None:
    """Whoever asked: it is asked of another trade, and why."""
    facts = {REASON: reason, TRADE: thread.trade}
    if thread.person is not None:
        person = thread.person
        refresh_message(
            MOVED_QUESTIONS, to=person, kind=OF_ARTISAN, about=thread, merge=lambda known: facts, at=at
        )
    elif thread.author is not None:
        _tell_arranged(MOVED_QUESTIONS, thread, [thread.author.user_id], facts, at)


def _write_moved(notice: Any) -> Words | None:
    thread: Thread = notice.about
    if not thread.is_out or thread.trade != notice.facts[TRADE]:
        return None
    title = _("Asked of another trade: %(title)s") % {"title": thread.title}
    text = _("The moderators ask it of those who may know: %(trade)s.") % {"trade": thread.trade_label}
    return Words(title, _with_reason(text, notice), address_of(thread), _("See the question"))


def update_split(part: Thread, users: Iterable[int], reason: str, at: datetime) -> None:
    """Those who wrote what became a question of its own, and why."""
    _tell_arranged(SPLIT_ANSWERS, part, users, {REASON: reason}, at)


def _write_split(notice: Any) -> Words | None:
    part: Thread = notice.about
    if not part.is_out or part.split_from is None:
        return None
    title = _("A question of its own: %(title)s") % {"title": part.title}
    text = _("What you answered to “%(title)s” opened another subject: it goes on there.") % {
        "title": part.split_from.title
    }
    if part.author is not None and part.author.user.party_id == notice.owner_id:
        text = sentences(
            text, _("Your answer is the first: the question is yours, and you can correct its title.")
        )
    return Words(title, _with_reason(text, notice), address_of(part), _("See the question"))


def update_merged(thread: Thread, users: Iterable[int], reason: str, at: datetime) -> None:
    """Those who wrote in it: it is read in another one, and why."""
    _tell_arranged(MERGED_QUESTIONS, thread, users, {REASON: reason}, at)


def _write_merged(notice: Any) -> Words | None:
    thread: Thread = notice.about
    if thread.merged_into is None or not thread.is_out or not thread.merged_into.is_out:
        return None
    title = _("Merged: %(title)s") % {"title": thread.title}
    text = _(
        "It asks what “%(title)s” asks. All that was written is there now, and its address leads there."
    ) % {"title": thread.merged_into.title}
    return Words(title, _with_reason(text, notice), address_of(thread.merged_into), _("See the question"))


def _tell_arranged(
    topic: Topic, thread: Thread, users: Iterable[int], facts: dict[str, Any], at: datetime
) -> None:
    owners = posts_of(set(users), thread.organisation_id)
    refresh_messages(topic, owners, kind=CLOSED, about=thread, merge=lambda known: facts, at=at)


def _with_reason(text: Prose, notice: Any) -> Prose:
    return paragraphs(text, _("Why:\n%(why)s") % {"why": quoted(notice.facts[REASON], _("the moderators"))})


def address_of(thread: Thread) -> str:
    """The page of a question."""
    return reverse("forum:thread", args=[thread.pk])


ANSWERS = Topic("forum.answers", _write_answers, of=Thread, spoken=_say_answers, reply=_reply)
ASKED_BESIDE = Topic("forum.asked_beside", _write_asked_beside, of=Thread)
QUESTIONS = Topic("forum.question", _write_question, of=Thread, reply=_reply)
UNANSWERED_QUESTIONS = Topic("forum.unanswered", _write_unanswered, of=Thread, reply=_reply)
ACCEPTED_ANSWERS = Topic("forum.accepted", _write_accepted, of=Post)
CLOSED_QUESTIONS = Topic("forum.closed", _write_closed, of=Thread)
MOVED_QUESTIONS = Topic("forum.moved", _write_moved, of=Thread)
SPLIT_ANSWERS = Topic("forum.split", _write_split, of=Thread)
MERGED_QUESTIONS = Topic("forum.merged", _write_merged, of=Thread)
TOPICS = [
    ANSWERS,
    ASKED_BESIDE,
    QUESTIONS,
    UNANSWERED_QUESTIONS,
    ACCEPTED_ANSWERS,
    CLOSED_QUESTIONS,
    MOVED_QUESTIONS,
    SPLIT_ANSWERS,
    MERGED_QUESTIONS,
]
