"""What is done to reach artisans, by kind of reaching."""

from etabli.programme.outreach.actions.kits import answer_sending, send_kits, tell_back

__all__ = ["answer_sending", "send_kits", "tell_back"]
