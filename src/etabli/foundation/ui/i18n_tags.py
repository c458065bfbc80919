"""Django's `i18n` tags, of which `{% blocktranslate %}` joins the little words of French to names (`elision`).

`TEMPLATES` puts this library in the place of Django's, under its name.
"""

from typing import Any

from django.template import Library, Node
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.safestring import mark_safe

from etabli.foundation.ui.elision import join_little_words

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Sentence(Node):
    """What Django's tag composes, mended."""

    def __init__(self, composed: Any) -> None:
        self.composed = composed

    def render(self, context: Context) -> str:
        text = self.composed.render(context)
        name = self.composed.asvar
        if name:
            context[name] = mark_safe(join_little_words(context[name]))  # escaped by Django's tag
        return mark_safe(join_little_words(text))


@register.tag("blocktranslate")
def blocktranslate(parser: Parser, token: Token) -> Node:
    """A sentence with names in it."""
    return Sentence(i18n.do_block_translate(parser, token))
