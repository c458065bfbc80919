"""Neighbours' feeds: their list, one of them, adding one once it was tried, correcting, stopping; their news."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.agenda import actions, rules
from etabli.community.agenda.feeds import asked, checks, queries, refreshing, shown, words
from etabli.community.agenda.feeds.forms import FeedForm, initial_of
from etabli.community.agenda.feeds.models import NeighbourFeed
from etabli.community.agenda.queries import organisation_for
from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible

PAGE_SIZE = 12


@allow(Role.BOARD)
def feeds(request: Request) -> HttpResponse:
    """The feeds that the association has read."""
    viewer = request.viewer
    lines = queries.feeds_of(viewer, at=timezone.now())
    context = {
        "lines": lines,
        "may_keep": rules.speaks_for(viewer, viewer.organisation_id or 0),
        "asked": asked.asked_pairs(viewer, at=timezone.now()).count(),
    }
    return render(request, "agenda/feed_list.html", context)


@allow(Role.BOARD)
def feed_detail(request: Request, pk: int) -> HttpResponse:
    """One feed: what it brought, what was left out and why, what is wrong."""
    feed = queries.get_feed(request.viewer, pk)
    events = queries.brought_by(feed, at=timezone.now())
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "feed": feed,
        "page": page,
        "events": [(queries.when(event.span), event) for event in page],
        "news": feed.news.count(),
        "fault": words.fault_of(feed),
        "left_out": words.left_out(feed.summary),
        "doubts": words.doubts(feed.summary),
        "lines": history_of(request.viewer, feed),
        "may_keep": rules.speaks_for(request.viewer, feed.organisation_id),
    }
    return render(request, "agenda/feed_detail.html", context)


@allow(Role.BOARD)
@limited("agenda.feed", per_minute=10)
def add_feed(request: Request) -> HttpResponse:
    """An address is tried first: what would come is shown, and it is kept when that is right."""
    if not rules.speaks_for(request.viewer, request.viewer.organisation_id or 0):
        raise NotVisible
    organisation = organisation_for(request.viewer)
    form, preview = FeedForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        with refusals_in(form):
            checks.check_new_feed(organisation=organisation, **form.cleaned_data)
            preview, fault = queries.try_address(form.cleaned_data["url"], at=now)
            if preview is None:
                form.add_error("url", fault)
            elif "keep" in request.POST:
                feed = actions.add_feed(
                    organisation=organisation, **form.cleaned_data, by=request.viewer, at=now
                )
                acted(request, _("The agenda of “%(name)s” is read from now on.") % {"name": feed.name})
                refreshing.refresh(feed, at=now)
                return redirect("agenda:feed_detail", pk=feed.pk)
    return _form_page(request, form, preview=preview)


@allow(Role.BOARD)
@limited("agenda.feed", per_minute=10)
def correct_feed(request: Request, pk: int) -> HttpResponse:
    """Another name or another address, which is read at once."""
    feed = _kept_feed(request, pk)
    form = FeedForm(request.POST or None, initial=initial_of(feed))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        with refusals_in(form):
            feed = actions.correct_feed(feed=feed, **form.cleaned_data, by=request.viewer, at=now)
            acted(request, _("The agenda is corrected."))
            refreshing.refresh(feed, at=now)
            return redirect("agenda:feed_detail", pk=pk)
    return _form_page(request, form, feed=feed)


@allow(Role.BOARD)
@require_POST
def stop_feed(request: Request, pk: int) -> HttpResponse:
    """It is read no more."""
    actions.stop_feed(feed=_kept_feed(request, pk), by=request.viewer, at=timezone.now())
    acted(request, _("This agenda is read no more, and its events are no longer shown."))
    return redirect("agenda:feed_detail", pk=pk)


@allow(Role.BOARD)
@require_POST
def resume_feed(request: Request, pk: int) -> HttpResponse:
    """It is read again, within the minute."""
    actions.resume_feed(feed=_kept_feed(request, pk), by=request.viewer, at=timezone.now())
    acted(request, _("This agenda is read again within some minutes."))
    return redirect("agenda:feed_detail", pk=pk)


@public
def news(request: Request) -> HttpResponse:
    """What neighbours write beside their events."""
    page = Paginator(shown.shown_news(timezone.now()), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "agenda/feed_news.html", {"page": page})


def _kept_feed(request: Request, pk: int) -> NeighbourFeed:
    """A feed for whoever of the board may change it. Raises NotVisible."""
    feed = queries.get_feed(request.viewer, pk)
    if not rules.speaks_for(request.viewer, feed.organisation_id):
        raise NotVisible
    return feed


def _form_page(
    request: Request,
    form: FeedForm,
    *,
    feed: NeighbourFeed | None = None,
    preview: queries.Preview | None = None,
) -> HttpResponse:
    context = {"form": form, "feed": feed, "preview": preview}
    return render(request, "agenda/feed_form.html", context, status=422 if form.errors else 200)
