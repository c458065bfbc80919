"""The menus of a page, written once for all the pages that show the same: `{% load menus %}`."""

from django import template
from django.template.loader import render_to_string

from etabli.foundation.navigation import Navigation
from etabli.foundation.ui.fragment_cache import kept_html

register = template.Library()


@register.simple_tag
@kept_html(500)
def main_menu(navigation: Navigation) -> str:
    """The menu at the top of a page."""
    return render_to_string("ui/parts/main_menu.html", {"navigation": navigation})


@register.simple_tag
@kept_html(500)
def section_menu(navigation: Navigation) -> str:
    """Under it, the pages of the section where one is."""
    return render_to_string("ui/parts/section_menu.html", {"navigation": navigation})
