"""The session of a rush: `python -m bench.web.crowded rush` opens one and says its number, `seen NUMBER` says its roll.

In Établi's environment; answers in JSON.
"""

import json
import sys
from collections import Counter
from datetime import timedelta


def opened() -> int:
    """One more session like the others, with fifteen places."""
    from bench.web.crowd import PLACES
    from etabli.foundation.seats.models import Occasion
    from etabli.programme.workshops.models import Session

    session = Session.objects.select_related("occasion").latest("pk")
    session.half_days.clear()
    occasion = session.occasion
    occasion.pk, occasion.uid, occasion.capacity = None, f"rush-{session.pk}@etabli", PLACES
    occasion.taken = occasion.waiting = occasion.arrivals = occasion.sequence = 0
    occasion.starts_at += timedelta(days=7)
    occasion.ends_at += timedelta(days=7)
    occasion.save(force_insert=True)
    session.pk, session.occasion, session.code = None, Occasion.objects.get(pk=occasion.pk), f"r{session.pk}"
    session.save(force_insert=True)
    return int(session.pk)


def seen(number: int) -> dict[str, int | bool]:
    """How many have a seat, how many wait, and whether those who came first have the seats."""
    from bench.web.crowd import PEOPLE
    from etabli.programme.workshops.models import Session

    occasion = Session.objects.get(pk=number).occasion
    rows = list(occasion.sign_ups.order_by("number").values_list("number", "status"))
    counts = Counter(status for _number, status in rows)
    first = [status for _number, status in rows[: occasion.capacity]]
    in_order = [number for number, _status in rows] == list(range(1, PEOPLE + 1))
    return {
        "seated": counts["seated"],
        "waiting": counts["waiting"],
        "taken": occasion.taken,
        "in_order": in_order and set(first) == {"seated"},
    }


if __name__ == "__main__":
    from etabli.site.django_commands import prepare

    prepare()
    print(json.dumps(opened() if sys.argv[1] == "rush" else seen(int(sys.argv[2]))))
