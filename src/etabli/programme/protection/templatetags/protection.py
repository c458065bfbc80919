"""Texts of the catalogue in the pages: `{% load protection %}`, then `{{ gesture.title|words }}`."""

from django import template

from etabli.procurement.needs.wording import words_of

register = template.Library()
register.filter("words", words_of)
