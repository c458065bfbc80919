"""The ad as stages of the path: passed on, then answered."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from etabli.community.market.models import Ad, Answer
from etabli.foundation.registries import Stage, Times


def _passed_on(chamber_id: int) -> QuerySet[Ad]:
    return Ad.objects.filter(chamber_id=chamber_id, withdrawn_at=None, consent__withdrawn_at=None)


def _answered(chamber_id: int) -> QuerySet[Answer]:
    return Answer.objects.filter(
        withdrawn_at=None,
        ad__chamber_id=chamber_id,
        ad__withdrawn_at=None,
        ad__consent__withdrawn_at=None,
    )


STAGES = [
    Stage("ad", 50, gettext_lazy("The ad, passed on"), Times(_passed_on, "person", "passed_on_at")),
    Stage("ad_answered", 55, gettext_lazy("The ad, answered"), Times(_answered, "ad__person", "sent_at")),
]
