"""An occasion as its reader reads it: `{{ occasion|title_of }}`."""

from django import template

from etabli.foundation.seats.titles import title_of

register = template.Library()
register.filter("title_of", title_of)
