"""What is reached without an account: the link of a mail, the alerts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from etabli.community.jobs import actions, links, queries, rules
from etabli.community.jobs.forms import AlertForm, LinkForm
from etabli.community.jobs.listing import Search
from etabli.community.jobs.rules import acting_viewer
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import (
    WINDOW_SECONDS,
    count_guess_and_find_exceeded,
    count_request_and_find_exceeded,
    limited,
)
from etabli.foundation.people.models import User
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.pages import too_many


@public
def enter(request: Request, token: str) -> HttpResponse:
    """Open the link of a mail, then show the page that it leads to, without the token in the address."""
    correspondent = links.correspondent_of(token, timezone.now())
    if correspondent is None:
        return _dead_link_page(request)
    request.session.cycle_key()  # a session that somebody may know gets another key
    request.session[links.SESSION_KEY] = correspondent.pk
    return back(request, reverse("jobs:mine"))


@public
@limited("jobs.link", per_minute=10)
def ask_link(request: Request) -> HttpResponse:
    """The link once more, to one's own mailbox; the page says the same whether we know the address or not."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, viewer = form.cleaned_data["email"], acting_viewer(request)
        correspondent = queries.correspondent_at(viewer, email)
        if correspondent is not None and not count_request_and_find_exceeded(email):
            actions.ask_link(correspondent=correspondent, by=viewer, at=timezone.now())
        return render(request, "jobs/mail_sent.html", {"email": email, "about": "link"})
    return render(request, "jobs/link_ask.html", {"form": form}, status=422 if form.errors else 200)


@public
@limited("jobs.alert", per_minute=10)
def alert_new(request: Request) -> HttpResponse:
    """Be told of the new offers of a search."""
    viewer, search = acting_viewer(request), Search.of(request.GET)
    form = AlertForm(request.POST or None, initial=_known_email(viewer))
    if request.method == "POST" and form.is_valid():
        alert = actions.ask_alert(
            organisation=queries.association_for(viewer),
            **{name: form.cleaned_data[name] for name in ("email", "rhythm")},
            query=search.query,
            by=viewer,
            at=timezone.now(),
        )
        if alert.confirmed_at is None or not rules.is_subscriber(acting_viewer(request), alert):
            return render(
                request, "jobs/mail_sent.html", {"email": form.cleaned_data["email"], "about": "alert"}
            )
        acted(request, _("It is noted: we write to you when there is something new."))
        return redirect("jobs:mine")
    context = {"form": form, "search": search}
    return render(request, "jobs/alert_form.html", context, status=422 if form.errors else 200)


@public
@require_POST
def alert_confirm(request: Request, pk: int) -> HttpResponse:
    """By whoever opened the link of our mail."""
    viewer = acting_viewer(request)
    actions.confirm_alert(alert=queries.get_alert(viewer, pk), by=viewer, at=timezone.now())
    acted(request, _("It is noted: we write to you when there is something new."))
    return redirect("jobs:mine")


@public
@require_POST
def alert_stop(request: Request, pk: int) -> HttpResponse:
    viewer = acting_viewer(request)
    actions.stop_alert(alert=queries.get_alert(viewer, pk), by=viewer, at=timezone.now())
    acted(request, _("The alert is stopped."))
    return redirect("jobs:mine")


@public
@csrf_exempt  # a mail program posts here by itself (RFC 8058), without a cookie: the signed token is the right
def stop_alert(request: Request, token: str) -> HttpResponse:
    """From a mail, without signing in: a GET shows the button, a POST stops this alert or starts it again."""
    alert = links.alert_of(token)
    if alert is None:
        return _dead_link_page(request)
    is_restart = "again" in request.POST
    if request.method == "POST" and is_restart == (alert.withdrawn_at is not None):
        by = rules.as_correspondent(Viewer.nobody(), alert.correspondent)
        act = actions.confirm_alert if is_restart else actions.stop_alert
        act(alert=alert, by=by, at=timezone.now())
    return render(request, "jobs/alert_stopped.html", {"alert": alert, "again": is_restart})


def _dead_link_page(request: Request) -> HttpResponse:
    if count_guess_and_find_exceeded(request, "jobs.link"):
        return too_many(request, wait_seconds=WINDOW_SECONDS)
    return render(request, "jobs/link_expired.html", {"form": LinkForm()}, status=404)


def _known_email(viewer: Viewer) -> dict[str, Any]:
    """The address of whoever has signed in need not be typed."""
    if viewer.user_id is None:
        return {}
    return {"email": User.objects.values_list("email", flat=True).get(pk=viewer.user_id)}
