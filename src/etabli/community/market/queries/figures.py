"""The ads counted, for everybody. What came of them is among the figures of the sector, as its board chooses."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from etabli.community.market.models import Ad


@dataclass(frozen=True)
class Figures:
    """The ads that were out, and their answers."""

    ads: int
    answers: int


def figures(chamber_id: int) -> Figures:
    """One statement."""
    out = Ad.objects.filter(chamber_id=chamber_id, published_at__isnull=False)
    return Figures(**out.aggregate(ads=Count("pk"), answers=Sum("answers_taken", default=0)))
