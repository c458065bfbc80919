"""Quotes: reading them, checking them, comparing them with a brief."""
