"""The acts on a diary: its half-days, and what is noted in it."""

from etabli.programme.diary.actions.entries import CrossedOut, cross_out, note
from etabli.programme.diary.actions.half_days import HalfDayTaken, hold_half_day, release_half_day

__all__ = ["CrossedOut", "HalfDayTaken", "cross_out", "hold_half_day", "note", "release_half_day"]
