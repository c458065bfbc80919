"""The file of the published ballots of a poll: what anybody can count again, with or without Établi."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from etabli.community.assembly.engine.counting import Result, Rule, count, with_drawn

FORMAT = "etabli-ballots-1"


class WrongFile(ValueError):
    """It isn't a file of published ballots, or it contradicts itself."""


def digest_of(keys: Iterable[str]) -> str:
    """The digest of a set of ballots, by their keys in order."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()


def seed_of(secret: str, keys: Iterable[str]) -> str:
    """The seed of a draw: a secret promised before the poll opened, and the ballots, which nobody knew then."""
    return f"{secret}:{digest_of(keys)}"


def recounted(
    told: Mapping[str, Any], *, commitment: Callable[[str], str], drawn: Callable[..., list[str]]
) -> Result:
    """Count a published file again, the draw of a tie included. Raises WrongFile.

    `commitment` and `drawn` are those of the draws (neutrality).
    """
    if told.get("format") != FORMAT:
        raise WrongFile("format")
    try:
        keys = [str(ballot["key"]) for ballot in told["ballots"]]
        rule = Rule(
            kind=told["kind"],
            majority=told["majority"],
            options=tuple(option["key"] for option in told["options"]),
            seats=int(told["seats"]),
            most=int(told["most"]),
        )
        result = count([ballot["choice"] for ballot in told["ballots"]], rule)
    except (KeyError, TypeError, ValueError) as wrong:
        raise WrongFile("content") from wrong
    if len(set(keys)) != len(keys):
        raise WrongFile("twice")
    if told.get("voted") != len(keys):
        raise WrongFile("roll")
    secret = told.get("draw_secret", "")
    if not secret:
        return result
    if commitment(secret) != told.get("draw_commitment"):
        raise WrongFile("draw")
    return with_drawn(result, drawn(result.tied, seed=seed_of(secret, keys), key=str))


def as_text(told: Mapping[str, Any]) -> str:
    """The file as it is given: the same bytes each time."""
    return json.dumps(told, ensure_ascii=False, indent=1)
