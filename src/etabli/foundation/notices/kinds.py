"""The kinds of messages that the apps declare (`KINDS` in their `notices.py`)."""

from functools import cache

from etabli.foundation.notices.models import Preference
from etabli.foundation.registries import Kind, Topic, registry_modules

Channel = Preference.Channel


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by code, in the order of the wings."""
    return {kind.code: kind for module in registry_modules("notices") for kind in module.KINDS}


@cache
def topics() -> dict[str, Topic]:
    """All topics by code."""
    return {
        topic.code: topic for module in registry_modules("notices") for topic in getattr(module, "TOPICS", [])
    }


def for_role(role: str) -> list[Kind]:
    """The kinds that somebody in this role may be told."""
    return [kind for kind in kinds().values() if role in kind.roles]


def channel_of(kind: Kind, preference: Preference) -> str:
    """How this owner wants this kind; what must be told goes by mail whatever they chose."""
    if kind.always_mailed:
        return Channel.MAIL
    chosen: str = preference.channels.get(kind.code, kind.channel)
    return chosen
