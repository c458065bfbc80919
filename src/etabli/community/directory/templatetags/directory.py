"""The card of a member in the list; what moderators read."""

from django import template
from django.template.loader import render_to_string
from django.utils import timezone

from etabli.community.directory.engine import Audience
from etabli.community.directory.models import Profile
from etabli.community.directory.queries import Card, Sheet, sheet
from etabli.foundation.ui.fragment_cache import kept_html

register = template.Library()


@register.simple_tag
@kept_html(6000)
def member_card(card: Card) -> str:
    """A member as the list shows them."""
    return render_to_string("directory/parts/member_card.html", {"card": card})


@register.simple_tag
def offered_sheet(profile: Profile) -> Sheet:
    """What moderators read of a profile: all that its member shows to anybody, and nothing of the rest."""
    return sheet(profile, Audience.MEMBERS, today=timezone.localdate())
