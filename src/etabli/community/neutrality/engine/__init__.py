"""The chain and the draws: plain Python, no storage."""

from etabli.community.neutrality.engine.chain import START, Link, Verdict, digest, verify
from etabli.community.neutrality.engine.draw import commitment, drawn

__all__ = ["START", "Link", "Verdict", "commitment", "digest", "drawn", "verify"]
