"""Établi's settings, but for a database that is careless of a power cut: what `durability.py` is held against."""

from etabli.site.settings import *  # noqa: F403
from etabli.site.settings import DATABASES

DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=NORMAL"
