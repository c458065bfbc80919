"""What everybody sees: the list, one offer, the feed."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from etabli.community.jobs import description, listing, queries, rules
from etabli.community.jobs.listing import Search, SearchForm
from etabli.community.jobs.models import Job
from etabli.community.jobs.rules import acting_viewer
from etabli.community.jobs.states import State, state_of
from etabli.foundation.notify.prose import in_html, line_of
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.viewer import Viewer

FEED_CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@public
def jobs(request: Request) -> HttpResponse:
    """The offers that are out, narrowed down as one likes, by day, in the order drawn for this visit."""
    search, now = Search.of(request.GET), timezone.now()
    key = request.GET.get("tirage", "")[:40]
    results = listing.listed_jobs(request.viewer, search, page=request.GET.get("page", ""), key=key, at=now)
    form = SearchForm(request.GET)
    form.offer(results)
    context = {
        "form": form,
        "listing": results,
        "search": search,
        "days": description.cards_by_day(results.cards),
        "near_km": listing.NEAR_KM,
        "is_refused": bool(form.errors),
    }
    return render(request, "jobs/job_list.html", context)


@public
def job(request: Request, pk: int) -> HttpResponse:
    """One offer; its author finds here all that can be done with it."""
    viewer = acting_viewer(request)
    job = queries.get_job(viewer, pk)
    return render(request, "jobs/job_detail.html", _detail(viewer, job))


@public
def feed(request: Request) -> HttpResponse:
    """The newest offers of a search, for programs that read news (Atom)."""
    search = Search.of(request.GET)
    list_url = f"{settings.BASE_URL}{reverse('jobs:list')}"
    atom = Atom1Feed(
        title=_("Offers of work in digital trades"),
        link=f"{list_url}?{search.query}" if search.query else list_url,
        description="",
        language="fr",
        feed_url=f"{settings.BASE_URL}{request.get_full_path()}",
    )
    for job in listing.latest_jobs(request.viewer, search, at=timezone.now()):
        address = f"{settings.BASE_URL}{reverse('jobs:job', args=[job.pk])}"
        atom.add_item(
            title=line_of(job.title),
            link=address,
            description=in_html(description.summary(job)),
            author_name=line_of(job.employer),
            pubdate=job.first_published_at,
            updateddate=job.published_at,
            unique_id=address,
            categories=[job.get_kind_display()],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=FEED_CONTENT_TYPE)


def _detail(viewer: Viewer, job: Job) -> dict[str, Any]:
    state = state_of(job, timezone.localdate())
    is_author = rules.is_author(viewer, job)
    return {
        "job": job,
        "state": state,
        "facts": description.facts(job),
        "is_author": is_author,
        "is_out": state == State.OUT,
        "is_over": state in {State.EXPIRED, State.CLOSED} and queries.is_public(job),
        "structured": description.json_ld_of(job) if state == State.OUT else None,
        **(description.author_context(job, state) if is_author else {}),
    }
