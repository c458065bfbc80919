"""Relays that come in files, and go out in one: plain Python."""
