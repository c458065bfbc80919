"""Counting, quorum, ties: plain Python, no storage."""

from etabli.community.assembly.engine.ballot_file import (
    InvalidBallotFile as InvalidBallotFile,
    digest_of as digest_of,
    recount as recount,
    seed_of as seed_of,
)
from etabli.community.assembly.engine.counting import (
    MAJORITIES as MAJORITIES,
    RESOLUTION as RESOLUTION,
    Quorum as Quorum,
    Result as Result,
    Rule as Rule,
    count as count,
    quorum as quorum,
    with_draw as with_draw,
)
