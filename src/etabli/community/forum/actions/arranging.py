"""Moderators put things in their place: a question asked of the wrong trade, answers to something else, one question
asked twice."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.forum import notices
from etabli.community.forum.actions.questions import checked_title, checked_trade
from etabli.community.forum.actions.writing import NotFit, NotNow, lock_thread
from etabli.community.forum.models import MAX_REASON_LENGTH, Notified, Post, Thread
from etabli.community.forum.rules import may_arrange
from etabli.foundation.journal import (
    CannotUndo,
    NotAllowed,
    action,
    record,
    undo_fields,
    undo_parts,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer

REASON = {"reason": _("Reason")}


@action(
    "forum.move",
    sentence=_("moved the question “%(subject)s” to another trade"),
    tells=REASON,
    may=may_arrange,
    undo=undo_fields,
    subject="thread",
)
def move_thread(*, thread: Thread, trade: str, reason: str, by: Viewer, at: datetime) -> Thread:
    """Ask it of another trade, of which those who follow it are told; who asked is told why. Raises NotFit, NotNow."""
    thread = _lock_to_arrange(thread)
    reason = _checked_reason(reason)
    if checked_trade(trade, thread.organisation_id) == thread.trade:
        raise NotFit(_("It is asked of this trade already."))
    before = {"trade": thread.trade}
    thread.trade = trade
    # Who is told from now on is no change of this act: its undo leaves it.
    thread.notified, thread.notified_through = Notified.NOBODY, None
    thread.save(update_fields=["trade", "notified", "notified_through"])
    record(thread, before=before, after={"trade": trade, "reason": reason})
    notices.update_moved(thread, reason, at)
    return thread


def _undo_split(entry: Entry, by: Any, at: datetime) -> str:
    """Both ways. What was answered since goes back with the rest."""
    thread, part = lock_thread(_thread(entry.subject_id)), lock_thread(_thread(_pk(entry, "part")))
    is_back = entry.before.get("is_split") is False
    if thread.merged_into_id is not None or thread.withdrawn_at is not None:
        raise CannotUndo(_("The question to which they were given is no longer there."))
    if (part.withdrawn_at is None) != is_back:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    if part.merged_into_id is not None or part.merged.exists() or _live_parts(part):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    moved = Post.objects.filter(thread=part).count()
    part.withdrawn_at = at if is_back else None
    part.save(update_fields=["withdrawn_at"])
    undo_parts(entry, "forum.take_in", by=by, at=at)
    record(thread, before=entry.after, after=entry.before)
    has_more = is_back and moved > len(entry.after.get("posts", []))
    return str(_("The answers that came since have gone back with the others.")) if has_more else ""


@action(
    "forum.split",
    sentence=_("made a question of its own of answers to “%(subject)s”"),
    tells=REASON,
    may=may_arrange,
    undo=_undo_split,
    subject="thread",
)
def split_thread(
    *, thread: Thread, posts: Collection[int], title: str, reason: str, by: Viewer, at: datetime
) -> Thread:
    """Answers (their numbers) that open another subject become a question, of whoever wrote the first of them; its
    page says where they come from. Returns it. Those who wrote them are told. Raises NotFit, NotNow."""
    thread = _lock_to_arrange(thread)
    reason, title = _checked_reason(reason), checked_title(title)
    chosen = list(thread.posts.select_for_update().filter(pk__in=posts).order_by("published_at", "pk"))
    if not chosen:
        raise NotFit(_("Choose at least one answer."))
    if not all(post.is_out for post in chosen):
        raise NotNow(_("One of these answers is no longer there: choose again."))
    if thread.accepted_id in {post.pk for post in chosen}:
        raise NotFit(_("The accepted answer stays with its question."))
    part = Thread.objects.create(
        organisation=thread.organisation,
        author=chosen[0].author,
        former_name=chosen[0].former_name,
        title=title,
        trade=thread.trade,
        is_public=thread.is_public,
        split_from=thread,
        written_at=at,
        published_at=at,
        active_at=at,
        notified=Notified.TRADE,  # it is no new question: nobody is asked to answer
    )
    numbers = [post.pk for post in chosen]
    take_in(thread=part, source=thread, posts=numbers, by=by, at=at)
    values = {"part": part.pk, "posts": numbers}
    record(
        thread,
        before={**values, "is_split": False},
        after={**values, "is_split": True, "reason": reason},
    )
    notices.update_split(part, [post.author.user_id for post in chosen if post.author], reason, at)
    return part


def _undo_merge(entry: Entry, by: Any, at: datetime) -> str:
    """Both ways. What was answered since stays where it was written."""
    thread: Any = subject_of(entry, lock=True)
    other = lock_thread(_thread(entry.after["merged_into_id"] or entry.before["merged_into_id"]))
    is_back = entry.before["merged_into_id"] is None
    if not is_back:
        try:
            _check_merge(thread, other)
        except (NotNow, NotFit) as error:
            raise CannotUndo(str(error)) from None
    undo_fields(entry, by, at)
    undo_parts(entry, "forum.take_in", by=by, at=at)
    since = other.posts.filter(written_at__gt=entry.at)
    stays = is_back and since.exists()
    return str(_("What was answered since stays where it was written.")) if stays else ""


@action(
    "forum.merge",
    sentence=_("merged the question “%(subject)s” into another"),
    tells=REASON,
    may=may_arrange,
    undo=_undo_merge,
    subject="thread",
)
def merge_thread(*, thread: Thread, into: Thread, reason: str, by: Viewer, at: datetime) -> Thread:
    """It was asked twice: its words and its answers are read in the other one, to which its address leads. Who follows
    it follows the other; the accepted answer there stays. Those who wrote are told. Raises NotFit, NotNow, NotAllowed.
    """
    reason = _checked_reason(reason)
    first, second = sorted([thread, into], key=lambda row: row.pk)  # always in this order
    locked = {row.pk: lock_thread(row) for row in (first, second)}
    thread, into = locked[thread.pk], locked[into.pk]
    _check_merge(thread, into)
    if not may_arrange(by, into):
        raise NotAllowed(_("You have a part in the other question: somebody else decides."))
    users = {thread.author.user_id if thread.author else 0, *_answerers(thread)}
    take_in(thread=into, source=thread, posts=None, by=by, at=at)
    thread.merged_into = into
    thread.save(update_fields=["merged_into"])
    record(
        thread,
        before={"merged_into_id": None},
        after={"merged_into_id": into.pk, "reason": reason},
    )
    notices.update_merged(thread, users, reason, at)
    return into


def _check_merge(thread: Thread, into: Thread) -> None:
    """Raises NotFit, NotNow."""
    if thread.pk == into.pk:
        raise NotFit(_("Choose another question than this one."))
    if thread.organisation_id != into.organisation_id:
        raise NotFit(_("This question belongs to another association."))
    if thread.is_artisans:
        raise NotFit(_("An artisan’s question keeps its page: merge the other one into it."))
    if into.is_public and not thread.is_public:
        raise NotFit(
            _(
                "Everybody reads the other question, and members alone read this one: it can’t be merged into it."
            )
        )
    for row in (thread, into):
        if not row.is_out or row.merged_into_id is not None:
            raise NotNow(_("One of the two questions is no longer there, or was merged already."))
    if thread.merged.exists():
        raise NotNow(_("Another question was merged into this one: it stays. Merge the other one into it."))


def _undo_taking_in(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: those that went then; all of them, from a question that is emptied. Of a split or a merge, after the
    questions themselves."""
    source, target = _thread(entry.after["place"]), _thread(entry.before["place"])
    numbers = None if entry.before["empties"] else entry.after["posts"]
    is_part = entry.parent_id is not None
    stays = is_part and source.withdrawn_at is None and source.merged_into_id is None
    if target.withdrawn_at is not None or target.merged_into_id is not None or (numbers is None and stays):
        raise CannotUndo(_("It goes with a split or a merge: take that back."))
    moved = _take_posts(source, target, numbers)
    place: Any = subject_of(entry)
    record(place, before={**entry.after, "posts": moved}, after={**entry.before, "posts": moved})


@action(
    "forum.take_in",
    sentence=_("brought answers to “%(subject)s”"),
    may=may_arrange,
    undo=_undo_taking_in,
    subject="thread",
)
def take_in(
    *, thread: Thread, source: Thread, posts: Collection[int] | None, by: Viewer, at: datetime
) -> Thread:
    """The answers of `source` with these numbers, all of them without, are those of `thread`. Called inside a split or
    a merge."""
    moved = _take_posts(source, thread, posts)
    record(
        thread,
        before={"place": source.pk, "posts": moved, "empties": posts is not None},
        after={"place": thread.pk, "posts": moved, "empties": posts is None},
    )
    return thread


def _take_posts(source: Thread, target: Thread, numbers: Collection[int] | None) -> list[int]:
    """The numbers of those that moved: two statements, and the others keep what they quote."""
    posts = Post.objects.select_for_update(of=("self",)).filter(thread=source)
    if numbers is not None:
        posts = posts.filter(pk__in=numbers)
    moved = list(posts.order_by("pk").values_list("pk", flat=True))
    Post.objects.filter(pk__in=moved).update(thread=target)
    return moved


def _lock_to_arrange(thread: Thread) -> Thread:
    thread = lock_thread(thread)
    if not thread.is_out or thread.merged_into_id is not None:
        raise NotNow(_("This question is no longer there."))
    return thread


def _checked_reason(reason: str) -> str:
    if not reason.strip():
        raise NotFit(_("Say why in a few words: those who wrote are told."))
    return reason.strip()[:MAX_REASON_LENGTH]


def _answerers(thread: Thread) -> set[int]:
    return set(thread.posts.filter(withdrawn_at=None).values_list("author__user", flat=True))


def _live_parts(thread: Thread) -> bool:
    return thread.parts.filter(withdrawn_at=None).exists()


def _thread(pk: Any) -> Thread:
    return Thread.objects.get(pk=pk)


def _pk(entry: Entry, name: str) -> int:
    return int(entry.after.get(name) or entry.before[name])
