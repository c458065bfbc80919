"""An answer on the page of its question: `{% load forum %}`."""

from datetime import datetime

from django import template
from django.template.loader import render_to_string

from etabli.community.forum.queries.cards import Card, Reader
from etabli.foundation.ui.fragment_cache import kept_html

register = template.Library()


@register.simple_tag
@kept_html(1000)
def answer_row(card: Card, reader: Reader, asker: str, accepted_at: datetime | None) -> str:
    """With what its reader may do there, by the form `acts` of the page; when `asker` accepted the one that helped."""
    context = {"card": card, "page": reader, "asker": asker, "accepted_at": accepted_at}
    return render_to_string("forum/answer_row.html", context)
