"""Finding a question, by its words and those of its answers."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.community.forum.models import IS_OUT, Post, Thread
from etabli.community.forum.queries import listable_by
from etabli.community.forum.rules import thread_of
from etabli.foundation.registries import Done, Indexed

FOUND_BY = frozenset({"title", "text", "trade", "published_at", "hidden_at", "withdrawn_at", "posts"})


def _objects() -> QuerySet[Thread]:
    answers = Prefetch("posts", Post.objects.filter(IS_OUT).order_by("pk"), to_attr="answers")
    merged = Prefetch("merged", Thread.objects.filter(IS_OUT).order_by("pk"), to_attr="asked_again")
    threads = Thread.objects.filter(IS_OUT, merged_into=None)
    return threads.prefetch_related(answers, merged).order_by("pk")


def _text(thread: Any) -> str:
    answers = getattr(thread, "answers", ())  # one that was just asked has none
    again = [f"{merged.title} {merged.text}" for merged in getattr(thread, "asked_again", ())]
    return " ".join([thread.text, thread.trade_label, *again, *(post.text for post in answers)])


def _row_to_reindex(done: Done) -> Thread | None:
    """A question or an answer of which the words changed, or that comes or goes; the one into which it was merged."""
    writing = done.subject
    if isinstance(writing, Thread | Post) and "merged_into_id" in done.names:
        return thread_of(writing)
    if not isinstance(writing, Thread | Post) or not done.names & FOUND_BY:
        return None
    thread = thread_of(writing)
    return None if done.is_new and not writing.is_out else thread.merged_into or thread


def _visible_to(viewer: Any) -> Q:
    return Q(object_id__in=Thread.objects.filter(listable_by(viewer)).values("pk"))


SEARCH = [
    Indexed(
        kind="thread",
        plural_label=_("Questions and answers"),
        objects=_objects,
        title=lambda thread: thread.title,
        detail=lambda thread: thread.trade_label,
        text=_text,
        url=lambda thread: reverse("forum:thread", args=[thread.pk]),
        singular_labels=_("question"),
        visible_to=_visible_to,
        row_to_reindex=_row_to_reindex,
    )
]
