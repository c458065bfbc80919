"""What came of the ads, counted: never of one alone."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from etabli.community.market.models import Ad, CameOf

FEWEST = 5  # below it, somebody could be recognised


@dataclass(frozen=True)
class Figures:
    """Ads that were out, their answers, and what their artisans said came of it; None where that says too much."""

    ads: int
    answers: int
    told: int
    here: int | None
    elsewhere: int | None
    none: int | None


def figures(chamber_id: int) -> Figures:
    """For everybody: one statement."""
    counts = Ad.objects.filter(chamber_id=chamber_id, published_at__isnull=False).aggregate(
        ads=Count("pk"),
        answers=Sum("answers_taken", default=0),
        told=Count("pk", filter=~Q(came_of="")),
        **{kind.value: Count("pk", filter=Q(came_of=kind)) for kind in CameOf},
    )
    if counts["told"] < FEWEST:
        counts |= dict.fromkeys(CameOf.values)
    return Figures(**counts)
