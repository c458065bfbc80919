"""Texts of the data in the pages: `{% load visibility %}`, then `{{ idea.title|words }}`."""

from django import template

from etabli.procurement.needs.wording import words_of

register = template.Library()
register.filter("words", words_of)
