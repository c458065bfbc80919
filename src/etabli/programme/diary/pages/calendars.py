"""An adviser's own calendar: the link by which it follows the diary, and its busy times read here."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _, override
from django.views.decorators.http import require_POST

from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.programme.diary import actions, queries
from etabli.programme.diary.calendar_feed import diary_feed
from etabli.programme.diary.external_calendar import FAULT_SENTENCES, read_calendar
from etabli.programme.diary.forms import CalendarForm
from etabli.programme.diary.links import FEED, feed_address, viewer_of_feed


@allow(Role.ADVISER)
def own(request: Request) -> HttpResponse:
    """Both ways, as they stand; the address of one's own calendar."""
    form = CalendarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            new_calendar = actions.follow_calendar(url=form.url, by=request.viewer, at=timezone.now())
            acted(
                request,
                _("The address of your calendar is kept: we read only when you are busy, never with what."),
            )
            read_calendar(new_calendar, at=timezone.now())
            return redirect("diary:calendar")
    feed, calendar = queries.own_feed(request.viewer), queries.own_calendar(request.viewer)
    address = feed_address(feed) if feed else ""
    context = {
        "form": form,
        "address": address,
        "webcal": f"webcal:{address.partition(':')[2]}",
        "calendar": calendar,
        "failure": FAULT_SENTENCES.get(calendar.failure, "") if calendar else "",
    }
    return render(request, "diary/calendar.html", context)


@allow(Role.ADVISER)
@require_POST
def unfollow_calendar(request: Request) -> HttpResponse:
    """One's own calendar is read no more."""
    if calendar := queries.own_calendar(request.viewer):
        actions.leave_calendar(calendar=calendar, by=request.viewer, at=timezone.now())
        acted(request, _("Your calendar is read no more. What was read is forgotten."))
    return redirect("diary:calendar")


@allow(Role.ADVISER)
@require_POST
def make_link(request: Request) -> HttpResponse:
    """A link to give to one's own calendar."""
    actions.make_feed(by=request.viewer, at=timezone.now())
    acted(request, _("Your link is ready: give it to your calendar."))
    return redirect("diary:calendar")


@allow(Role.ADVISER)
@require_POST
def cut_link(request: Request) -> HttpResponse:
    """The link opens nothing any more."""
    if feed := queries.own_feed(request.viewer):
        actions.cut_feed(feed=feed, by=request.viewer, at=timezone.now())
        acted(request, _("The link is cut off: whoever holds it reads nothing any more."))
    return redirect("diary:calendar")


@public
def feed(request: Request, token: str) -> HttpResponse:
    """The calendar file itself, for the program that holds the link."""
    viewer = viewer_of_feed(token)
    if viewer is None:
        raise Http404
    with override(settings.LANGUAGE_CODE):  # no program that reads it says any
        text = diary_feed(viewer, source=FEED.address(token), at=timezone.now())
    response = document_response(text.encode(), "agenda.ics", "text/calendar; charset=utf-8")
    add_never_cache_headers(response)
    return response
