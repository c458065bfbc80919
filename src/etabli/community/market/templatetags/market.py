"""An ad in the members' list: `{% load market %}`."""

from django import template
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from etabli.community.market.queries import AdCard
from etabli.foundation.ui.fragment_cache import kept_html

register = template.Library()


@register.simple_tag
@kept_html(3000)
def ad_card(ad: AdCard) -> str:
    """An ad as a member sees it in the list."""
    left = ngettext("%(n)s answer still taken", "%(n)s answers still taken", ad.places_left)
    return render_to_string("market/ad_card.html", {"ad": ad, "left": left % {"n": ad.places_left}})
