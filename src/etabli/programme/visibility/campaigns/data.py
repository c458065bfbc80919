"""Reads what comes with the package: the guide to campaigns."""

import tomllib
from functools import cache
from importlib import resources

from etabli.programme.visibility.engine.campaigns import CampaignCatalogue, parse_guide


@cache
def guide() -> CampaignCatalogue:
    """The guide to paid campaigns."""
    file = resources.files("etabli.programme.visibility") / "data" / "campaigns.toml"
    return parse_guide(tomllib.loads(file.read_text("utf-8")))
