"""Being told of workshops: asking for it, confirming it from a mailbox, stopping it in one click."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import (
    WINDOW_SECONDS,
    count_guess_and_find_exceeded,
    count_request_and_find_exceeded,
    limited,
)
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import default_chamber, find_person
from etabli.foundation.people.viewer import of_person
from etabli.foundation.ui.pages import too_many
from etabli.programme.watches import actions, links, notices, queries
from etabli.programme.watches.forms import VisitorWatchForm, WatchForm
from etabli.programme.watches.models import Watch
from etabli.programme.watches.wording import watch_text
from etabli.programme.workshops.pages.workshop_page import via_of
from etabli.programme.workshops.queries import themes as offered
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import find_commune
from etabli.territory.register.queries import artisan_of


@public
@limited("watches.ask", per_minute=20)
def ask(request: Request) -> HttpResponse:
    """Ask to be told: at once for an artisan who is known here, else by the link of a mail."""
    chamber, person = _chamber(request), _own_person(request)
    form = _form(request, chamber, person)
    if request.method == "POST" and form.is_valid():
        return (
            _ask_confirmation(request, chamber, form)
            if person is None
            else _add_own_watch(request, person, form)
        )
    context = {
        "form": form,
        "is_known": person is not None,
        "words": _words(form),
        "own": [_row(watch) for watch in queries.own_watches(request.viewer, timezone.localdate())],
    }
    return render(request, "watches/ask.html", context, status=422 if form.errors else 200)


@public
def confirm(request: Request, token: str) -> HttpResponse:
    """From the mail: a GET shows the button (programs that read mails follow links), a POST notes it."""
    at = timezone.now()
    watch_request = links.request_in_token(token, at)
    if watch_request is None:
        return _dead_link_page(request)
    chamber = default_chamber()
    commune = Commune.objects.filter(pk=watch_request.commune).first()
    theme = next((theme for theme in offered(chamber.pk) if theme.pk == watch_request.theme), None)
    context: dict[str, Any] = {"words": watch_text(commune, theme), "email": watch_request.email}
    if request.method == "POST":
        person = find_person(chamber, watch_request.email)
        context["watch"] = actions.ask_watch(
            chamber=chamber,
            person=person,
            name=watch_request.name,
            email=watch_request.email,
            commune=commune,
            theme=theme,
            via=watch_request.via,
            by=of_person(person) if person else request.viewer,
            at=at,
        )
        context["stop"] = links.STOP.path(links.STOP.token_of(context["watch"]))
    return render(request, "watches/confirm.html", context)


@public
@csrf_exempt  # a mail program may post here by itself, without a cookie: the signed token is the right
def stop(request: Request, token: str) -> HttpResponse:
    """From a mail, without signing in: a GET shows the button, a POST stops it or starts it again."""
    watch = links.watch_of(token)
    if watch is None:
        return _dead_link_page(request)
    by, at, is_restart = of_person(watch.person), timezone.now(), "again" in request.POST
    if request.method == "POST" and is_restart:
        new_watch = actions.ask_watch(
            chamber=watch.person.chamber,
            person=watch.person,
            commune=watch.commune,
            theme=watch.theme,
            via=watch.via,
            by=by,
            at=at,
        )
        return redirect(links.STOP.path(links.STOP.token_of(new_watch)))
    if request.method == "POST" and watch.withdrawn_at is None:
        actions.stop_watch(watch=watch, by=by, at=at)
    words = watch_text(watch.commune, watch.theme)
    context = {"watch": watch, "stands": watch.stands(timezone.localdate()), "words": words}
    return render(request, "watches/stop.html", context)


def _add_own_watch(request: Request, person: Person, form: WatchForm) -> HttpResponse:
    """An artisan who is known: nothing to confirm."""
    commune, theme = form.cleaned_data["commune"], form.theme_chosen
    actions.ask_watch(
        chamber=person.chamber,
        person=person,
        commune=commune,
        theme=theme,
        via=form.cleaned_data["via"],
        by=request.viewer,
        at=timezone.now(),
    )
    acted(
        request, _("It is noted: we tell you of workshops %(words)s.") % {"words": watch_text(commune, theme)}
    )
    return redirect("watches:ask")


def _ask_confirmation(request: Request, chamber: Organisation, form: WatchForm) -> HttpResponse:
    """The same page for all: it tells nobody who is known here."""
    data, theme = form.cleaned_data, form.theme_chosen
    words = watch_text(data["commune"], theme)
    if not count_request_and_find_exceeded(data["email"]):
        watch_request = links.WatchRequest(
            name=data["name"],
            email=data["email"].lower(),
            commune=data["commune"].pk if data["commune"] else "",
            theme=theme.pk if theme else "",
            via=data["via"],
        )
        notices.send_confirmation(watch_request, chamber, words, timezone.now())
    return render(request, "watches/sent.html", {"email": data["email"], "words": words})


def _form(request: Request, chamber: Organisation, person: Person | None) -> WatchForm:
    """What the page that led here knew of stands in the address. One press of an artisan posts nothing else."""
    params = request.GET
    commune = find_commune(params["commune"]) if params.get("commune") else None
    if commune is None and person is not None and not params.get("theme"):
        artisan = artisan_of(request.viewer, person)
        commune = artisan.commune if artisan else None
    first = {"commune": commune, "theme": params.get("theme", ""), "via": via_of(request)}
    themes = list(offered(chamber.pk))
    if person is None:
        return VisitorWatchForm(request.POST or None, themes=themes, initial=first)
    is_one_press = request.method == "POST" and "commune" not in request.POST
    return WatchForm(first if is_one_press else request.POST or None, themes=themes, initial=first)


def _row(watch: Watch) -> dict[str, Any]:
    stop = links.STOP.path(links.STOP.token_of(watch))
    return {"watch": watch, "words": watch_text(watch.commune, watch.theme), "stop": stop}


def _words(form: WatchForm) -> str:
    """Of what, when the page that led here said it; "" otherwise."""
    theme = next((theme for theme in form.themes if theme.pk == form.initial["theme"]), None)
    return watch_text(form.initial["commune"], theme)


def _chamber(request: Request) -> Organisation:
    chamber_id = request.viewer.chamber_id
    return Organisation.objects.get(pk=chamber_id) if chamber_id is not None else default_chamber()


def _own_person(request: Request) -> Person | None:
    if request.viewer.role != Role.ARTISAN or request.viewer.person_id is None:
        return None
    return Person.objects.filter(pk=request.viewer.person_id).select_related("chamber").first()


def _dead_link_page(request: Request) -> HttpResponse:
    if count_guess_and_find_exceeded(request, "watches.link"):
        return too_many(request, wait_seconds=WINDOW_SECONDS)
    return render(request, "watches/over.html", status=404)
