"""An occasion as its reader reads it: `{{ occasion|title_of }}`, `{{ occasion|sentence_of:"late" }}`,
`{% places_taken taken capacity %}`."""

from django import template

from etabli.foundation.seats.occasion_words import sentence_of
from etabli.foundation.seats.titles import title_of
from etabli.foundation.seats.wording import places_taken

register = template.Library()
register.filter("title_of", title_of)
register.filter("sentence_of", sentence_of)
register.simple_tag(places_taken)
