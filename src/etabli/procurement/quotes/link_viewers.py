"""Whom a browser speaks for that holds a quote without an account."""

from etabli.procurement.quotes.visitor import holder as viewer_by_link

__all__ = ["viewer_by_link"]
