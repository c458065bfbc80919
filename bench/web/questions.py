"""A forum of many years, for `bench.web.populated`: 20,000 questions and 200,000 answers of members."""

from datetime import timedelta
from itertools import accumulate, product
from random import Random
from typing import Any

THREADS, POSTS, LONGEST = 20_000, 200_000, 500
FOLLOWED = 200  # by the member who visits
BATCH = 2_000


def questions(association: Any, random: Random) -> int:
    """Written in one go, with the index of the search; the number of the question that has the most answers."""
    from etabli.community.association.models import Member
    from etabli.community.forum.models import Post, Thread, Watch
    from etabli.foundation.search.index import reindex

    members = list(Member.objects.filter(organisation=association).order_by("pk"))
    threads = Thread.objects.bulk_create(_threads(association, members, random), BATCH)
    counts = _counts(random)
    posts = (
        _post(thread, random.choice(members), place, random)
        for thread, count in zip(threads, counts, strict=True)
        for place in range(count)
    )
    Post.objects.bulk_create(posts, BATCH)
    for thread, count in zip(threads, counts, strict=True):
        thread.answers_count = count
        thread.state = "discussed" if count else "unanswered"
        thread.active_at = (thread.published_at or thread.written_at) + timedelta(minutes=count)
    Thread.objects.bulk_update(threads, ["answers_count", "state", "active_at"], BATCH)
    begun = threads[0].written_at
    followed = random.sample(threads, FOLLOWED)
    Watch.objects.bulk_create(
        [Watch(member=members[0], thread=thread, since=begun, read_until=begun) for thread in followed]
    )
    reindex("thread")
    return threads[0].pk


def _threads(association: Any, members: list[Any], random: Random) -> list[Any]:
    from django.utils import timezone

    from etabli.community.forum.models import Thread

    now = timezone.now()
    asked = [now - timedelta(minutes=30 * rank) for rank in range(THREADS, 0, -1)]
    return [
        Thread(
            organisation=association, author=random.choice(members), title=sentence(random, 8),
            text=f"{sentence(random, 40)}\n\n* {sentence(random, 5)}\n* {sentence(random, 5)}",
            trade=random.choice(members).trade, is_public=rank % 10 == 0, written_at=at, published_at=at,
            active_at=at, notified="trade",
        )
        for rank, at in enumerate(asked)
    ]  # fmt: skip


def _counts(random: Random) -> list[int]:
    """How many answers each has: the first the most, a tenth none."""
    counts = [LONGEST, *(0 if rank % 10 == 1 else 10 for rank in range(1, THREADS))]
    for _missing in range(POSTS - sum(counts)):
        counts[random.randrange(2, THREADS)] += 1
    return counts


def _post(thread: Any, author: Any, place: int, random: Random) -> Any:
    from etabli.community.forum.models import Post

    at = thread.written_at + timedelta(minutes=place + 1)
    text = f"{sentence(random, 30)} **{sentence(random, 2)}**\n\n{sentence(random, 20)}"
    return Post(thread=thread, author=author, text=text, written_at=at, published_at=at)


def sentence(random: Random, length: int) -> str:
    """Words as often as a language has them: the nth comes about 1/n as often as the first (Zipf's law)."""
    return " ".join(random.choices(VOCABULARY, cum_weights=WEIGHTS, k=length))


SYLLABLES = (
    "ba",
    "cor",
    "dé",
    "fin",
    "gal",
    "lo",
    "mur",
    "nei",
    "pra",
    "quen",
    "ri",
    "sol",
    "tou",
    "ven",
    "zi",
    "ter",
)
VOCABULARY = ["".join(syllables) for syllables in product(SYLLABLES, repeat=3)]  # 4,096 words
WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))
SOUGHT = (VOCABULARY[150], VOCABULARY[700])  # what somebody types: neither the rarest nor the commonest
