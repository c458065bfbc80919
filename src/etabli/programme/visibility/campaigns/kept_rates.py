"""What was believed of a network on the day a plan was kept: written with the plan, which keeps its figures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.timezone import localdate

from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.campaigns.queries import figures_of_chamber, guide_of
from etabli.programme.visibility.engine.campaigns import Assumption, Network, Rate, Stage, rates_of
from etabli.programme.visibility.models import CampaignFigures

type Rates = Mapping[Stage, Rate]


def written_rates(chamber_id: int, trade: str) -> dict[str, dict[str, Any]]:
    """What is believed today of each network, as it is kept with a plan: two statements."""
    current, figures = guide_of(chamber_id), figures_of_chamber(chamber_id)
    return {
        network.id: {
            stage: {
                "mean": rate.mean,
                "strength": rate.strength,
                "assumed": rate.assumption.mean,
                "max_events": rate.assumption.max_events_per_campaign,
            }
            for stage, rate in rates_of(network, current.assumptions, figures, trade).items()
        }
        for network in current.networks
    }


def kept_rates(row: CampaignFigures) -> Rates:
    """Those with which the plan was kept; of a plan kept without, what the figures typed before that day teach: two
    statements then, none otherwise."""
    network = guide().network(row.network)
    if row.rates is None:
        return _rates_before(row, network)
    return {
        assumption.stage: _read(row.rates[assumption.stage], assumption)
        for assumption in guide().assumptions
        if assumption.network == network.id
    }


def _read(written: Mapping[str, float], assumption: Assumption) -> Rate:
    assumed = replace(assumption, mean=written["assumed"], max_events_per_campaign=written["max_events"])
    return Rate(assumed, written["mean"], written["strength"], 0, is_few=False, is_assumed=False)


def _rates_before(row: CampaignFigures, network: Network) -> Rates:
    campaign = row.campaign
    figures = figures_of_chamber(campaign.chamber_id, noted_before=localdate(campaign.kept_at))
    return rates_of(network, guide_of(campaign.chamber_id).assumptions, figures, campaign.trade)
