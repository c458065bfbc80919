"""Feeds of events, in and out; and which of two may be the same event."""
