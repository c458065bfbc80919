"""Who goes on and who stops, for the staff."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.programme.journeys import dropout_queries
from etabli.programme.journeys.engine import SILENT_AFTER
from etabli.programme.journeys.staff_forms import OverviewForm, StoppedForm, eases
from etabli.programme.journeys.wording import NEXT, SILENCE, worded_curve
from etabli.territory.register.wording import SECTORS

PAGE_SIZE = 12


@allow(*STAFF)
def drop_outs(request: Request) -> HttpResponse:
    """Curves and counts: no name. The adviser goes on from there to the names."""
    form = OverviewForm(request.GET)
    criteria = form.filters
    by = criteria.pop("by") or "stage"
    filters = dropout_queries.PathFilter(**criteria)
    summary = dropout_queries.overview(request.viewer, filters, by=by, at=timezone.now())
    labels = dropout_queries.all_labels()
    by_kind: dict[str, Mapping[str, object]] = {"stage": labels, "sector": SECTORS, "ease": eases()}
    titles = by_kind[by]
    context = {
        "form": form,
        "by": by,
        "whole": worded_curve(summary.whole, _("Still on their way"), SILENCE),
        "groups": [
            worded_curve(group, str(titles.get(group.code, group.code)), NEXT if by == "stage" else SILENCE)
            for group in summary.groups
        ],
        "counts": [(count, dropout_queries.labels()[count.stage]) for count in summary.counts],
        "ungrouped": summary.ungrouped,
        "wanted": filters,
        "silent_days": SILENT_AFTER.days,
        "is_narrowed": bool(request.GET),
        "sees_names": request.viewer.role == Role.ADVISER,
    }
    return render(request, "journeys/drop_outs.html", context)


@allow(Role.ADVISER)
def stopped(request: Request) -> HttpResponse:
    """Who has stopped, where and since when, page by page."""
    form = StoppedForm(request.GET)
    paths = dropout_queries.stopped_paths(
        request.viewer, dropout_queries.PathFilter(**form.filters), at=timezone.now()
    )
    page = Paginator(paths, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": dropout_queries.with_names(list(page))}
    context["is_narrowed"] = any(form.filters.values())
    return render(request, "journeys/stopped.html", context)
