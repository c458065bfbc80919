"""What was believed of a network on the day a plan was kept: written with the plan, which keeps its figures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.timezone import localdate

from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.campaigns.queries import figures_of_chamber, guide_of
from etabli.programme.visibility.engine.campaigns import (
    Answers,
    Assumption,
    Network,
    Plan,
    Rate,
    Stage,
    plan_by_rates,
    rates_of,
)
from etabli.programme.visibility.models import CampaignFigures

type Rates = Mapping[Stage, Rate]
type WrittenRates = Mapping[str, Mapping[str, Any]]
LEARN = "learn_cents"


def written_rates(chamber_id: int, trade: str) -> dict[str, dict[str, Any]]:
    """What is believed today of each network, as it is kept with a plan: two statements."""
    current, figures = guide_of(chamber_id), figures_of_chamber(chamber_id)
    return {
        network.id: {
            LEARN: network.learn_cents,
            **{
                stage: {
                    "mean": rate.mean,
                    "strength": rate.strength,
                    "assumed": rate.assumption.mean,
                    "max_events": rate.assumption.max_events_per_campaign,
                    "businesses": rate.businesses,
                    "is_few": rate.is_few,
                    "is_assumed": rate.is_assumed,
                }
                for stage, rate in rates_of(network, current.assumptions, figures, trade).items()
            },
        }
        for network in current.networks
    }


def kept_rates(row: CampaignFigures) -> Rates:
    """Those with which the plan was kept; of a plan kept without, what the figures typed before that day teach: two
    statements then, none otherwise."""
    network = guide().network(row.network)
    if row.rates is None:
        return _rates_before(row, network)
    return _rates_written(row.rates, network)


def plan_as_kept(answers: Answers, written: WrittenRates) -> Plan | None:
    """The plan of these answers as it was on the day of these rates; None once a network has come that they don’t
    know."""
    current = guide()
    if any(LEARN not in written.get(network.id, {}) for network in current.networks):
        return None
    networks = tuple(replace(network, learn_cents=written[network.id][LEARN]) for network in current.networks)
    rates = {network.id: _rates_written(written[network.id], network) for network in networks}
    return plan_by_rates(answers, replace(current, networks=networks), rates)


def _rates_written(written: Mapping[str, Any], network: Network) -> Rates:
    return {
        assumption.stage: _read(written[assumption.stage], assumption)
        for assumption in guide().assumptions
        if assumption.network == network.id
    }


def _read(written: Mapping[str, Any], assumption: Assumption) -> Rate:
    assumed = replace(assumption, mean=written["assumed"], max_events_per_campaign=written["max_events"])
    return Rate(
        assumed,
        written["mean"],
        written["strength"],
        written.get("businesses", 0),
        is_few=written.get("is_few", False),
        is_assumed=written.get("is_assumed", False),
    )


def _rates_before(row: CampaignFigures, network: Network) -> Rates:
    campaign = row.campaign
    figures = figures_of_chamber(campaign.chamber_id, noted_before=localdate(campaign.kept_at))
    return rates_of(network, guide_of(campaign.chamber_id).assumptions, figures, campaign.trade)
