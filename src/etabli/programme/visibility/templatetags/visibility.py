"""Texts of the catalogue in the pages: `{% load visibility %}`, then `{{ item.title|words }}`, `{{ item|by_whom }}`."""

from django import template
from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import minutes
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.checks.wording import WHO, WHO_OF_TWO, WHY_UNKNOWN
from etabli.programme.visibility.engine.checks.catalogue import Finding

register = template.Library()
register.filter("words", words_of)


@register.filter
def by_whom(finding: Finding) -> str:
    """Who can mend it, and how long it takes."""
    return _("By %(who)s, about %(time)s.") % {"who": WHO[finding.who], "time": minutes(finding.minutes)}


@register.filter
def by_whom_of_two(finding: Finding) -> str:
    """The same, as the staff read it beside an artisan."""
    return _("By %(who)s, about %(time)s.") % {
        "who": WHO_OF_TWO[finding.who],
        "time": minutes(finding.minutes),
    }


@register.filter
def why_unknown(reason: str) -> str:
    """Why nobody could see."""
    return str(WHY_UNKNOWN[reason])
