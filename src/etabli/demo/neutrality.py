"""Days of visits to the directory: what was shown to whom, drawn and counted as by the product."""

from datetime import timedelta

from etabli.community.association.models import Member
from etabli.community.neutrality.draws import commit_seeds, draw, note_shown, reveal_seeds
from etabli.community.neutrality.exposure_counts import count_days
from etabli.demo.shared import Filling

VISITS_TO_WHOLE_LIST, VISITS_TO_TRADE = 30, 4  # visits a day to the whole directory, and to each trade
ASKED, OF_THE_ASKED = "trade=seo-specialist", 40  # one trade that many ask for: enough visits to compare


def fill_neutrality(filling: Filling) -> None:
    """Seeds, visits and figures of the days before today."""
    eligible = _eligible(filling)
    for ago in range(filling.size.days, 0, -1):
        at = filling.at - timedelta(days=ago)
        commit_seeds(at)
        for filters, members in eligible.items():
            for _ in range(_visits(filters)):
                made = draw(list_name="directory", filters=filters, eligible=members, key="", at=at)
                note_shown(made, made.order[:10])
        reveal_seeds(at)
    commit_seeds(filling.at)
    reveal_seeds(filling.at)
    count_days(filling.at)


def _visits(filters: str) -> int:
    if not filters:
        return VISITS_TO_WHOLE_LIST
    return OF_THE_ASKED if filters == ASKED else VISITS_TO_TRADE


def _eligible(filling: Filling) -> dict[str, list[int]]:
    """Those of the directory, by the filters that leave them: all, then each trade that has more than ten."""
    eligible: dict[str, list[int]] = {"": []}
    of_all = Member.objects.filter(
        organisation=filling.association, profile__published_at__isnull=False
    ).order_by("pk")
    for pk, trade in of_all.values_list("pk", "trade"):
        eligible[""].append(pk)
        eligible.setdefault(f"trade={trade}", []).append(pk)
    return {filters: members for filters, members in eligible.items() if len(members) > 10 or not filters}
