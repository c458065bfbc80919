"""For each act that can be taken back: how to do it, and what may come after it. Used by test_undo.py.

A scenario is a function of the World that prepares what the act needs, and returns the act itself as a function
without arguments. One that is given under `later=` is done after the act, and depends on it.
"""

from tests.consistency.scenarios import (
    accounts,
    approaches,
    assemblies,
    association,
    attendance,
    briefs,
    coverage,
    diagnosis,
    directory,
    foundation,
    jobs,
    mailings,
    market,
    moderation,
    neutrality,
    notices,
    outreach,
    programme,
    quotes,
    seasons,
    showcase,
    surveys,
    territory,
    themes,
)
from tests.consistency.scenarios.declared import AT, SCENARIOS, Scenario

__all__ = [
    "AT",
    "SCENARIOS",
    "Scenario",
    "accounts",
    "approaches",
    "assemblies",
    "association",
    "attendance",
    "briefs",
    "coverage",
    "diagnosis",
    "directory",
    "foundation",
    "jobs",
    "mailings",
    "market",
    "moderation",
    "neutrality",
    "notices",
    "outreach",
    "programme",
    "quotes",
    "seasons",
    "showcase",
    "surveys",
    "territory",
    "themes",
]
