"""Which stories speak to a room: plain Python, no Django, no clock."""

from etabli.programme.showcase.engine.nearness import Candidate, Proposal, propose

__all__ = ["Candidate", "Proposal", "propose"]
