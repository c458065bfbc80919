"""The card of a member in the list; what moderators read."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from etabli.community.directory.engine import Audience
from etabli.community.directory.models import Profile
from etabli.community.directory.queries import Card, Sheet, sheet
from etabli.foundation.ui.language import reader_language

register = template.Library()


@register.simple_tag
def member_card(card: Card) -> SafeString:
    """A member as the list shows them."""
    return _card(card, reader_language())


@register.simple_tag
def offered_sheet(profile: Profile) -> Sheet:
    """What moderators read of a profile: all that its member shows to anybody, and nothing of the rest."""
    return sheet(profile, Audience.MEMBERS, today=timezone.localdate())


@lru_cache(maxsize=6000)
def _card(card: Card, language: str) -> SafeString:
    """The same facts make the same card: written once, until one of them changes. The language is for the template."""
    return mark_safe(
        render_to_string("directory/parts/member_card.html", {"card": card})
    )  # our template escapes
