"""The file of the published ballots of a poll: what anybody can count again, with or without Établi."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from operator import index
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
    """Count a published file again, the draw of a tie included.

    Raises WrongFile, whose text is the reason: "format", "content" (a field is missing or isn't what it should be),
    "twice" (two ballots have one key), "roll" (not as many ballots as voters), "draw" (the secret
    isn't the promised one).
    `commitment` and `drawn` are those of the draws (neutrality).
    """
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise WrongFile("format")
    try:
        keys = [str(ballot["key"]) for ballot in document["ballots"]]
        rule = Rule(
            kind=document["kind"],
            majority=document["majority"],
            options=tuple(option["key"] for option in document["options"]),
            seats=index(document["seats"]),
            most=index(document["most"]),
        )
        result = count([ballot["choice"] for ballot in document["ballots"]], rule)
    except (KeyError, TypeError, ValueError) as wrong:
        raise WrongFile("content") from wrong
    if len(set(keys)) != len(keys):
        raise WrongFile("twice")
    if document.get("voted") != len(keys):
        raise WrongFile("roll")
    secret = document.get("draw_secret", "")
    if secret == "":  # no lot was drawn: whoever is tied stays so
        return result
    if not isinstance(secret, str) or commitment(secret) != document.get("draw_commitment"):
        raise WrongFile("draw")
    return with_drawn(result, drawn(result.tied, seed=seed_of(secret, keys), key=str))


def as_text(document: Mapping[str, Any]) -> str:
    """The file as it is given, its keys in the order of the mapping."""
    return json.dumps(document, ensure_ascii=False, indent=1)
