"""The public calendar outside of these pages: in people's own calendars, on the sites of town halls."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _, override

from etabli.foundation.files.responses import document_response
from etabli.foundation.notify.calendar import calendar_file
from etabli.foundation.people.access import Request, public
from etabli.foundation.seats.calendar import meeting_of
from etabli.foundation.ui.embedding import framable, framing
from etabli.foundation.ui.language import reader_language
from etabli.programme.workshops import queries
from etabli.programme.workshops.calendar.agenda import address_of, calendar_feed
from etabli.programme.workshops.calendar.filters import matching_cards
from etabli.programme.workshops.calendar.forms import FilterForm
from etabli.programme.workshops.pages.calendar import filter_form_and_cards
from etabli.programme.workshops.pages.workshop_page import via_of

CALENDAR_CONTENT_TYPE = "text/calendar; charset=utf-8"
FRESH_SECONDS = 15 * 60
MAX_FRAMED = 12  # sessions in the frame of somebody else's site


@public
def agenda(request: Request) -> HttpResponse:
    """How to have these dates in one's own calendar, and the address to give it."""
    form, cards = filter_form_and_cards(request)
    address = _feed(form, reader_language())
    context = {
        "form": form,
        "found": matching_cards(cards, form.choice),
        "address": address,
        "webcal": f"webcal:{address.partition(':')[2]}",
        "filter_query": form.query(),
    }
    return render(request, "workshops/agenda.html", context)


def _feed(form: FilterForm, language: str) -> str:
    """The address of the feed, with its language when that is not the installation's."""
    spoken = {} if language == settings.LANGUAGE_CODE[:2] else {"langue": language}
    return f"{settings.BASE_URL}{reverse('workshops:agenda_ics')}{form.query(**spoken)}"


@public
def agenda_ics(request: Request) -> HttpResponse:
    """The feed itself, in the language of its address (`langue`), else of the installation: no program that reads it
    says any. A choice that is not understood is refused, with why: all the workshops instead of a few would fill
    somebody's calendar."""
    form = FilterForm({**request.GET.dict(), "via": via_of(request)})
    if not form.is_valid():
        reasons = [f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()]
        return HttpResponseBadRequest("\n".join(reasons), content_type="text/plain; charset=utf-8")
    language_code = request.GET.get("langue", "")
    language = language_code if language_code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    source = _feed(form, language)
    with override(language):
        feed = calendar_feed(
            form.choice, form.chosen_commune, via=form.data["via"], source=source, at=timezone.now()
        )
    response = document_response(feed.text.encode(), "ateliers.ics", CALENDAR_CONTENT_TYPE)
    response["ETag"] = etag = quote_etag(feed.etag)
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=etag, response=response) or response


@public
def session_ics(request: Request, pk: int) -> HttpResponse:
    """One session, to put in one's calendar without signing up: the same entry as that of the mails."""
    session = queries.get_session(request.viewer, pk)
    meeting = meeting_of(session.occasion, address_of(session, via_of(request)))
    return document_response(
        calendar_file(meeting, at=timezone.now()).encode(), "atelier.ics", CALENDAR_CONTENT_TYPE
    )


@public
@framing
def embed(request: Request) -> HttpResponse:
    """For a town hall: what its own site would show, and the few lines to copy there."""
    form = FilterForm({**request.GET.dict(), "via": via_of(request)})
    form.offer(())
    query = form.query()
    address = f"{settings.BASE_URL}{reverse('workshops:frame')}{query}"
    title = _("Workshops for craftspeople")
    context = {"form": form, "title": title, "address": address, "filter_query": query}
    return render(request, "workshops/embed.html", context)


@public
@framable
def frame(request: Request) -> HttpResponse:
    """The page that other sites may show within theirs: dates and links, nothing to type, no cookie."""
    form, cards = filter_form_and_cards(request)
    sessions = matching_cards(cards, form.choice)
    context: dict[str, Any] = {
        "sessions": sessions[:MAX_FRAMED],
        "more": len(sessions) > MAX_FRAMED,
        "commune": form.chosen_commune,
        "filter_query": form.query(),
        "via": form.data["via"],
        "commune_code": form.chosen_commune.code if form.chosen_commune else "",
    }
    return render(request, "workshops/frame.html", context)
