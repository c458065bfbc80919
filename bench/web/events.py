"""The events of an association over some years, for `bench.web.populated`: 5,000, each fourth on several dates."""

from datetime import timedelta
from random import Random
from typing import Any

from bench.web.questions import sentence

EVENTS, DAYS_BEFORE, DAYS_AFTER = 5_000, 900, 900
BATCH = 2_000


def events(association: Any, random: Random) -> None:
    """Written in one go, with the index of the search."""
    from django.utils import timezone

    from etabli.community.agenda.models import Event, EventDate
    from etabli.community.association.models import Member
    from etabli.foundation.search.index import reindex
    from etabli.territory.places.models import Commune

    now = timezone.now()
    members = list(Member.objects.filter(organisation=association).order_by("pk"))
    communes = list(Commune.objects.values_list("pk", flat=True))
    proposed = Event.objects.bulk_create(
        [
            Event(
                organisation=association, author=random.choice(members), title=sentence(random, 6),
                text=sentence(random, 40), place=sentence(random, 3), commune_id=random.choice(communes),
                is_online=rank % 5 == 0, is_open=rank % 2 == 0, price_cents=0 if rank % 3 else 1000,
                trade=random.choice(members).trade, proposed_at=now, published_at=now,
            )
            for rank in range(EVENTS)
        ],
        BATCH,
    )  # fmt: skip
    dates = []
    for rank, event in enumerate(proposed):
        begins = now + timedelta(days=random.randint(-DAYS_BEFORE, DAYS_AFTER), hours=random.randint(0, 23))
        for number in range(4 if rank % 4 == 0 else 1):
            at = begins + timedelta(weeks=4 * number)
            dates.append(EventDate(event=event, starts_at=at, ends_at=at + timedelta(hours=2)))
    EventDate.objects.bulk_create(dates, BATCH)
    reindex("event")
