"""The demand brought to the level of what came: see docs/en/models.md, "Demand"."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from etabli.programme.planning.engine.demand.counting import fade
from etabli.programme.planning.engine.demand.estimating import estimate
from etabli.programme.planning.engine.demand.shapes import Demand, Estimate, Evidence, Offer, Outlook

LEVEL_WORTH = 10.0  # people: what the belief that the level is right weighs
THEME_WORTH = 20.0  # people: the same, that a theme is at the level of all


def calibrated(evidence: Evidence, *, today: date) -> Demand:
    """What `estimate` gives, times the part of it that came to the sessions held: to all, to each theme."""
    demand = estimate(evidence, today=today)
    by_theme = _factors(evidence, demand, today)
    return Demand({key: _times(outlook, by_theme[key[0]]) for key, outlook in demand.outlooks.items()})


def _factors(evidence: Evidence, demand: Demand, today: date) -> Mapping[str, float]:
    """By theme, over the sessions held: their people fade as all the evidence does."""
    offers_of_session: dict[tuple[int, str], list[Offer]] = defaultdict(list)
    for offer in evidence.offers:
        if offer.on <= today and offer.zone and (offer.theme, offer.zone, "") in demand.outlooks:
            offers_of_session[offer.session, offer.theme].append(offer)
    came, expected = (dict.fromkeys(evidence.themes, 0.0) for _each in range(2))
    for (_session, theme), offers in offers_of_session.items():
        weight = fade(offers[0].on, today)
        would_come = sum(offer.reach * demand.of(theme, offer.zone).estimate.mean for offer in offers)
        came[theme] += weight * sum(offer.seated for offer in offers)
        expected[theme] += weight * min(would_come, offers[0].places)
    return factors(came, expected)


def factors(came: Mapping[str, float], expected: Mapping[str, float]) -> Mapping[str, float]:
    """By theme: by how much more than expected come. Gammas of mean 1 around each other: of all, then of each theme."""
    level = (LEVEL_WORTH + sum(came.values())) / (LEVEL_WORTH + sum(expected.values()))
    return {
        theme: level * (THEME_WORTH + came[theme]) / (THEME_WORTH + level * people)
        for theme, people in expected.items()
    }


def _times(outlook: Outlook, factor: float) -> Outlook:
    return replace(
        outlook,
        estimate=_scaled(outlook.estimate, factor),
        session=_scaled(outlook.session, factor),
    )


def _scaled(people: Estimate, factor: float) -> Estimate:
    return Estimate(people.mean * factor, round(people.low * factor), round(people.high * factor))
