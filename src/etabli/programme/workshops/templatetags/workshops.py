"""Addresses that keep from where, and through whom, a visitor came."""

from functools import lru_cache

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode

register = template.Library()


@register.simple_tag(takes_context=True)
def workshop_url(context: Context, pk: int) -> str:
    """The page of a workshop, with the commune (`commune_code`) and the relay (`via`) of the page, if it has any."""
    known = {"commune": context.get("commune_code"), "via": context.get("via")}
    query = urlencode({name: value for name, value in known.items() if value})
    address = _address(pk)
    return f"{address}?{query}" if query else address


@lru_cache(maxsize=1000)
def _address(pk: int) -> str:
    """A list asks for the same addresses at each visit."""
    return reverse("workshops:workshop", args=[pk])
