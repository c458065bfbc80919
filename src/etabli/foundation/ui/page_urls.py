"""Addresses of pages: they don't change while the product runs, so each is worked out once."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse


def address_of(page: str) -> str:
    """Where the page of this name is ("front:help"); "" on a site that has none."""
    return _address(page, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=500)
def _address(page: str, urlconf: str, _prefix: str) -> str:
    """The same name has another address only in another set of pages, or under another prefix."""
    try:
        return reverse(page, urlconf=urlconf)
    except NoReverseMatch:
        return ""


def address_of_row(page: str, pk: int) -> str:
    """Where the page of this name is for the row of this number ("agenda:event")."""
    return _address_of_row(page, pk, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=10_000)
def _address_of_row(page: str, pk: int, urlconf: str, _prefix: str) -> str:
    return reverse(page, args=[pk], urlconf=urlconf)
