"""Telling people: here, and by mail as they chose. See README.md."""
