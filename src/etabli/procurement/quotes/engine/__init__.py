"""The quote decoder: `decode(Document) -> Quote`. Plain Python: bytes in, frozen dataclasses out."""

from .decoder import decode
from .model import Against, Check, Document, Found, Line, Place, Quote, Totals, Unreadable

__all__ = ["Against", "Check", "Document", "Found", "Line", "Place", "Quote", "Totals", "Unreadable", "decode"]
