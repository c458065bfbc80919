"""What is assumed of paid ads, and what was learnt since, in the words of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import number
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.campaigns.queries import figures_of_chamber, guide_of
from etabli.programme.visibility.campaigns.wording import amount
from etabli.programme.visibility.engine.campaigns import (
    Assumption,
    Figures,
    Network,
    learn,
    rate_range,
)
from etabli.programme.visibility.models import CampaignAssumption

SHARES = {"contacts", "customers"}


@dataclass(frozen=True)
class AssumptionRow:
    """An assumption, in words. `learnt`: where the rate lies now, "" when too few gave their figures; `values`: as the
    form begins."""

    network: Network
    stage: str
    name: str
    figure: str
    learnt: str
    source: str
    url: str
    checked_on: date | None
    values: dict[str, Any]


def assumption_rows(chamber_id: int, trade: str) -> list[AssumptionRow]:
    """All of them, for a trade ("" for all): two statements."""
    current, figures = guide_of(chamber_id), figures_of_chamber(chamber_id)
    rows = []
    for network in current.networks:
        rows.append(_learning_row(network))
        rows += [
            _rate_row(network, assumption, _learnt(assumption, figures, trade))
            for assumption in current.assumptions
            if assumption.network == network.id
        ]
    return rows


def _learnt(assumption: Assumption, figures: Sequence[Figures], trade: str) -> str:
    """Where the rate lies now; "" as long as too few gave their figures, in this trade or in all."""
    rate = learn(assumption, figures, trade)
    if rate.is_assumed or (trade and rate.is_few):
        return ""
    low, high = (_shown(bound, assumption.stage) for bound in rate_range(rate))
    mean = _shown(rate.mean, assumption.stage)
    return _("%(mean)s, between %(low)s and %(high)s") % {"mean": mean, "low": low, "high": high}


def _rate_row(network: Network, assumption: Assumption, learnt: str) -> AssumptionRow:
    stage, mean = assumption.stage, assumption.mean
    source = words_of(assumption.source)
    return AssumptionRow(
        network=network,
        stage=stage,
        name=_unit(stage),
        figure=_shown(mean, stage),
        learnt=learnt,
        source=source,
        url=assumption.url,
        checked_on=assumption.checked_on,
        values={
            "value": round(mean * 100 if stage in SHARES else mean, 2),
            "source": source,
            "url": assumption.url,
            "checked_on": assumption.checked_on,
        },
    )


def _learning_row(network: Network) -> AssumptionRow:
    values = {
        "value": network.learn_cents / 100,
        "source": words_of(network.learn_source),
        "url": network.learn_url,
        "checked_on": network.learn_checked_on,
    }
    return AssumptionRow(
        network=network,
        stage=CampaignAssumption.LEARN,
        name=_("Least amount to learn from, in four weeks"),
        figure=amount(network.learn_cents),
        learnt="",
        source=words_of(network.learn_source),
        url=network.learn_url,
        checked_on=network.learn_checked_on,
        values=values,
    )


def _unit(stage: str) -> str:
    return {
        "views": _("Times seen, for one euro"),
        "clicks": _("Clicks, for one euro"),
        "contacts": _("Calls or visits, of 100 clicks"),
        "customers": _("Customers, of 100 calls or visits"),
    }[stage]


def _shown(rate: float, stage: str) -> str:
    value = rate * 100 if stage in SHARES else rate
    return number(round(value) if value >= 10 else round(value, 1))
