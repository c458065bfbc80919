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


def recount(
    document: Mapping[str, Any], *, commitment: Callable[[str], str], drawn: Callable[..., list[str]]
) -> Result:
    """Count a published file again, the draw of a tie included. Raises WrongFile.

    `commitment` and `drawn` are those of the draws (neutrality).
    """
    if document.get("format") != FORMAT:
        raise WrongFile("format")
    try:
        keys = [str(ballot["key"]) for ballot in document["ballots"]]
        rule = Rule(
            kind=document["kind"],
            majority=document["majority"],
            options=tuple(option["key"] for option in document["options"]),
            seats=int(document["seats"]),
            most=int(document["most"]),
        )
        result = count([ballot["choice"] for ballot in document["ballots"]], rule)
    except (KeyError, TypeError, ValueError) as wrong:
        raise WrongFile("content") from wrong
    if len(set(keys)) != len(keys):
        raise WrongFile("twice")
    if document.get("voted") != len(keys):
        raise WrongFile("roll")
    secret = document.get("draw_secret", "")
    if not secret:
        return result
    if commitment(secret) != document.get("draw_commitment"):
        raise WrongFile("draw")
    return with_drawn(result, drawn(result.tied, seed=seed_of(secret, keys), key=str))


def as_text(document: Mapping[str, Any]) -> str:
    """The file as it is given: the same bytes each time."""
    return json.dumps(document, ensure_ascii=False, indent=1)
