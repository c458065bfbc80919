"""Where a question stands follows from its answers, whatever act published, hid or took back one of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from etabli.community.forum.engine import Answer, standing
from etabli.community.forum.models import IS_OUT, Post, State, Thread
from etabli.foundation.registries import Done


def follow(acts: Sequence[Done]) -> None:
    """No statement but for what was done to questions and answers. Answers that move: both questions are a subject."""
    threads = {
        done.subject.thread_id if isinstance(done.subject, Post) else done.subject.pk
        for done in acts
        if isinstance(done.subject, Thread | Post)
    }
    if threads:
        refresh_standing(threads)


def refresh_standing(thread_ids: Collection[int]) -> None:
    """Two statements, and one more for each question that moves."""
    answers: dict[int, list[Answer]] = defaultdict(list)
    rows = Post.objects.filter(IS_OUT, thread__in=thread_ids)
    for thread_id, pk, at in rows.values_list("thread", "pk", "published_at"):
        if at is not None:
            answers[thread_id].append(Answer(pk, at))
    for thread in Thread.objects.filter(pk__in=thread_ids):
        now = standing(
            answers[thread.pk], accepted=thread.accepted_id, asked_at=thread.published_at or thread.written_at
        )
        state = State.ACCEPTED if now.is_accepted else State.DISCUSSED if now.answers else State.UNANSWERED
        fields = {"state": state, "answers_count": now.answers, "active_at": now.active_at}
        if any(getattr(thread, name) != value for name, value in fields.items()):
            Thread.objects.filter(pk=thread.pk).update(**fields)


LISTENERS = [follow]
