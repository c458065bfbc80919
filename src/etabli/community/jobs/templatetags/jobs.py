"""An offer as the moderators' page tells it: `{% load jobs %}`."""

from django import template

from etabli.community.jobs import describing

register = template.Library()
register.simple_tag(describing.facts, name="facts_of")
register.simple_tag(describing.doubtful, name="doubts_of")
