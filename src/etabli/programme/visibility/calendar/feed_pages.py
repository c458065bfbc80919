"""Following the twelve weeks from one's own calendar; being reminded on Mondays."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _, override
from django.views.decorators.http import require_POST

from etabli.foundation.files.responses import document_response
from etabli.foundation.notices.owners import language_of
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.programme.visibility import actions
from etabli.programme.visibility.calendar.feed import calendar_feed
from etabli.programme.visibility.calendar.queries import own_calendar, own_feed
from etabli.programme.visibility.links import FEED, feed_address, feed_of


@allow(Role.ARTISAN)
def follow(request: Request) -> HttpResponse:
    """Both ways of not forgetting, as they stand."""
    feed, calendar = own_feed(request.viewer), own_calendar(request.viewer)
    address = feed_address(feed) if feed else ""
    context = {"address": address, "webcal": f"webcal:{address.partition(':')[2]}", "calendar": calendar}
    return render(request, "visibility/calendar_follow.html", context)


@allow(Role.ARTISAN)
@require_POST
def set_reminders(request: Request) -> HttpResponse:
    """Be reminded on Mondays, or no more."""
    calendar = own_calendar(request.viewer)
    if calendar is None:
        raise NotVisible
    reminds = "on" in request.POST
    actions.set_reminders(calendar=calendar, reminds=reminds, by=request.viewer, at=timezone.now())
    acted(request, _("You are reminded on Mondays.") if reminds else _("You are reminded no more."))
    return redirect("visibility:follow")


@allow(Role.ARTISAN)
@require_POST
def make_link(request: Request) -> HttpResponse:
    """A link to give to one's own calendar."""
    person = get_person(request.viewer, request.viewer.person_id or 0)
    actions.make_feed(person=person, by=request.viewer, at=timezone.now())
    acted(request, _("Your link is ready: give it to your calendar."))
    return redirect("visibility:follow")


@allow(Role.ARTISAN)
@require_POST
def cut_link(request: Request) -> HttpResponse:
    """The link opens nothing any more."""
    if feed := own_feed(request.viewer):
        actions.cut_feed(feed=feed, by=request.viewer, at=timezone.now())
        acted(request, _("The link is cut off: whoever holds it reads nothing any more."))
    return redirect("visibility:follow")


@public
def feed(request: Request, token: str) -> HttpResponse:
    """The calendar file itself, for the program that holds the link."""
    held = feed_of(token)
    if held is None:
        raise Http404
    with override(language_of(held.person) or settings.LANGUAGE_CODE):  # no program that reads it says any
        text = calendar_feed(held, source=FEED.address(token), at=timezone.now())
    response = document_response(text.encode(), "publier.ics", "text/calendar; charset=utf-8")
    add_never_cache_headers(response)
    return response
