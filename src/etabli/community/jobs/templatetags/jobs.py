"""An offer in the list, and as the moderators' page tells it: `{% load jobs %}`."""

from django import template
from django.template.loader import render_to_string

from etabli.community.association.trades import trade_label
from etabli.community.jobs import description, wording
from etabli.community.jobs.listing import SHORT_KINDS, JobCard
from etabli.foundation.ui.fragment_cache import kept_html

register = template.Library()
register.simple_tag(description.facts, name="facts_of")
register.simple_tag(description.suspect_wording, name="suspect_wording_of")


@register.simple_tag
@kept_html(3000)
def job_card(card: JobCard) -> str:
    """An offer as the list shows it."""
    terms = card.terms
    given = {
        "pk": card.pk,
        "title": terms.title,
        "employer": terms.employer,
        "kind": SHORT_KINDS[terms.kind],
        "trade": trade_label(terms.trade),
        "place": wording.place(terms, card.commune),
        "pay": wording.pay(terms),
    }
    return render_to_string("jobs/job_card.html", given)
