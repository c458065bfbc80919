"""The chain and the draws: plain Python, no storage."""

from etabli.community.neutrality.engine.chain import START, Link, Verdict, digest, verify
from etabli.community.neutrality.engine.draw import (
    PLACES,
    Block,
    Order,
    commitment,
    deal,
    drawn,
    following,
    order,
)

__all__ = [
    "PLACES",
    "START",
    "Block",
    "Link",
    "Order",
    "Verdict",
    "commitment",
    "deal",
    "digest",
    "drawn",
    "following",
    "order",
    "verify",
]
