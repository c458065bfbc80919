"""The list of offers is drawn, each day of publication apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from etabli.community.jobs.listing import Search
from etabli.community.jobs.models import Job
from etabli.community.neutrality.draws import DrawnList
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day


def _in_words(filters: str) -> str:
    """ "kind=internship&day=2027-01-12" → "the offers of 12 January 2027: Internship"."""
    params = QueryDict(filters)
    day = full_day(date.fromisoformat(params["day"]))
    narrowed = replace(Search.of(params), q="").summary()
    if not narrowed:
        return _("the offers of %(day)s") % {"day": day}
    return _("the offers of %(day)s: %(narrowed)s") % {"day": day, "narrowed": narrowed}


def _titles(viewer: Viewer, numbers: Sequence[int]) -> dict[int, str]:
    """Those of their association; what was hidden or withdrawn since has no name any more."""
    jobs = Job.objects.filter(
        pk__in=numbers, organisation=viewer.organisation_id, hidden_at=None, withdrawn_at=None
    )
    return dict(jobs.values_list("pk", "title"))


DRAWN_LISTS = [
    DrawnList(name="jobs", label=gettext_lazy("Offers of work"), filters_label=_in_words, names=_titles)
]
