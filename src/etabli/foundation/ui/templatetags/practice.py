"""Whether the page is shown in an exercise, where nothing counts: `{% load practice %}{% practising as practice %}`."""

from django import template

from etabli.foundation import practice

register = template.Library()


@register.simple_tag
def practising() -> bool:
    """Even on a page that has no context of its own, such as that of an error."""
    return practice.current_copy() is not None
