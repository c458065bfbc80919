"""Every act of funding: each module registers its own."""

from etabli.programme.funding.actions import (
    files as files,
    funds as funds,
    opening as opening,
    signatures as signatures,
)
