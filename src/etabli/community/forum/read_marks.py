"""Where a member has come to in a question that they follow: noted as its page is shown. It is no act."""

from datetime import datetime

from django.db.models import Q

from etabli.community.forum.models import Watch
from etabli.community.forum.notices import mark_answers_shown
from etabli.community.forum.queries import ThreadPage


def note_read(page: ThreadPage, at: datetime) -> None:
    """What came until the end of this page is read; nothing is written for who does not follow, nor when nothing came
    since. The artisan who asked has read what they were told of it."""
    if page.thread.is_artisans and page.question.is_own:
        mark_answers_shown(page.thread, at)
    if page.member is None or not page.is_followed:
        return
    if page.watch is None or page.watch.thread_id != page.thread.pk:
        Watch.objects.get_or_create(
            member=page.member, thread=page.thread, defaults={"since": at, "read_until": page.latest_at}
        )
    elif page.watch.read_until is None or page.watch.read_until < page.latest_at:
        older = Q(read_until=None) | Q(read_until__lt=page.latest_at)
        Watch.objects.filter(older, pk=page.watch.pk).update(read_until=page.latest_at)
