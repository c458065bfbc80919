"""An ad in the members' list: `{% load market %}`."""

from django import template
from django.template.loader import render_to_string

from etabli.community.market.queries import AdCard
from etabli.foundation.ui.kept import kept_html

register = template.Library()


@register.simple_tag
@kept_html(3000)
def ad_card(ad: AdCard) -> str:
    """An ad as a member sees it in the list."""
    return render_to_string("market/ad_card.html", {"ad": ad})
