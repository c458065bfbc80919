"""The chain and the draws: plain Python, no storage."""

from etabli.community.neutrality.engine.chain import (
    FIRST_PREVIOUS_HASH as FIRST_PREVIOUS_HASH,
    ChainLink as ChainLink,
    Verdict as Verdict,
    digest as digest,
    verify as verify,
)
from etabli.community.neutrality.engine.draw import (
    FIRST_PLACES as FIRST_PLACES,
    Block as Block,
    Order as Order,
    commitment as commitment,
    deal as deal,
    in_drawn_order as in_drawn_order,
    order as order,
    visit_after as visit_after,
)
