"""An occasion as its reader reads it: `{{ occasion|title_of }}`, `{% places_taken taken capacity %}`."""

from django import template

from etabli.foundation.seats.titles import title_of
from etabli.foundation.seats.wording import places_taken

register = template.Library()
register.filter("title_of", title_of)
register.simple_tag(places_taken)
