"""The file of the published ballots of a poll: what anybody can count again, with or without Établi."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from operator import index
from typing import Any

from etabli.community.assembly.engine.counting import Result, Rule, count, with_draw

FORMAT = "etabli-ballots-1"


class InvalidBallotFile(ValueError):
    """Not a file of published ballots, or one that contradicts itself; its text is the reason (`recount`)."""


def digest_of(keys: Iterable[str]) -> str:
    """The SHA-256 of the keys of a set of ballots, whatever their order."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()


def seed_of(secret: str, keys: Iterable[str]) -> str:
    """The seed of a draw: a secret committed to before the poll opened, and the digest of the ballots."""
    return f"{secret}:{digest_of(keys)}"


def recount(
    document: Mapping[str, Any], *, commit: Callable[[str], str], draw: Callable[..., list[str]]
) -> Result:
    """Count a published file again, the draw of a tie included.

    Raises InvalidBallotFile, whose text is the reason: "format", "content" (a field is missing or isn't what it should
    be), "twice" (two ballots have one key), "roll" (not as many ballots as voters), "draw" (the secret isn't the
    promised one).
    `commit` and `draw` are `commitment` and `in_drawn_order` of `neutrality.engine`.
    """
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise InvalidBallotFile("format")
    try:
        keys = [str(ballot["key"]) for ballot in document["ballots"]]
        rule = Rule(
            kind=document["kind"],
            majority=document["majority"],
            options=tuple(option["key"] for option in document["options"]),
            seats=index(document["seats"]),
            max_choices=index(document["most"]),
        )
        result = count([ballot["choice"] for ballot in document["ballots"]], rule)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidBallotFile("content") from error
    if len(set(keys)) != len(keys):
        raise InvalidBallotFile("twice")
    if document.get("voted") != len(keys):
        raise InvalidBallotFile("roll")
    secret = document.get("draw_secret", "")
    if secret == "":  # no lot was drawn: whoever is tied stays so
        return result
    if not isinstance(secret, str) or commit(secret) != document.get("draw_commitment"):
        raise InvalidBallotFile("draw")
    return with_draw(result, draw(result.tied, seed=seed_of(secret, keys), key=str))


def as_text(document: Mapping[str, Any]) -> str:
    """The file as JSON, its keys in the order of the mapping."""
    return json.dumps(document, ensure_ascii=False, indent=1)
