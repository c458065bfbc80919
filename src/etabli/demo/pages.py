"""The role switcher of the demonstration and its guided tour: any role in one click. They answer 404 anywhere else."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from etabli.demo import tour
from etabli.demo.market import reads_pictures
from etabli.demo.shared import ARTISAN, CAST
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.links import give_link
from etabli.foundation.people.models import Membership, Person, SecretLink
from etabli.foundation.people.pages import back
from etabli.foundation.people.sessions import begin_session
from etabli.foundation.people.viewer import ACTING_KEY, act_by_link

ROLES: tuple[tuple[str, Any, Any], ...] = (
    ("adviser", _("Adviser"), _("Plan, run a workshop, read what people ask, book a half-day.")),
    ("artisan", _("Artisan"), _("Your sign-ups, your project in plain words, your quotes.")),
    ("member", _("Digital professional"), _("Read the ads, answer with a message and a quote.")),
    ("relay", _("Town hall"), _("Your page, your poster, what you brought.")),
    ("moderator", _("Moderator"), _("Watch over the association’s ads.")),
    ("board", _("Adviser who sits on the board"), _("The hardest case of neutrality: see what is refused.")),
    (
        "manager",
        _("Management"),
        _("Invite somebody, change a role, see what an adviser who leaves hands over."),
    ),
    ("visitor", _("Visitor"), _("Somebody who has just opened the link of a town hall.")),
)

# Quotes worth seeing: the name of the file, what it shows.
SIGHTS: tuple[tuple[str, Any, Any], ...] = (
    ("devis-2.pdf", _("A rental, caught"), _("What 48 months come to, and what to ask before signing.")),
    (
        "devis-15.jpg",
        _("A photo, read line by line"),
        _("Taken by hand, with a shadow: each value is framed."),
    ),
    ("devis-10.pdf", _("A sum that doesn’t come out"), _("What is printed stays; the mistake is shown.")),
)


@public
def roles(request: Request) -> HttpResponse:
    """The roles to try."""
    _only_in_demonstration()
    sights = [sight for sight in SIGHTS if tour.quote_url(sight[0])]
    context = {"roles": ROLES, "sights": sights, "reads_pictures": reads_pictures()}
    return render(request, "demo/role_switcher.html", context)


@public
@require_POST
def become(request: Request, role: str) -> HttpResponse:
    """Act as the demonstration's own person of this role."""
    _only_in_demonstration()
    if role not in {name for name, _label, _text in ROLES}:
        raise Http404
    _take_the_place(request, role)
    if role == "artisan" and (quote := tour.quote_url(request.POST.get("quote", ""))):
        return redirect(quote)
    return redirect("front:home" if role == "visitor" else "front:desk")


@public
def visit(request: Request) -> HttpResponse:
    """The guided tour: its steps, the one where one is, and what stands beside the trip."""
    _only_in_demonstration()
    current_step = tour.step_of(request)
    number = current_step or 1
    context = {
        "steps": list(enumerate(tour.STEPS, start=1)),
        "here": current_step,
        "number": number,
        "step": tour.STEPS[number - 1],
        "aside": list(enumerate(tour.ASIDE)),
    }
    return render(request, "demo/tour.html", context)


@public
@require_POST
def go(request: Request, number: int) -> HttpResponse:
    """Open the page of a step, in its role, with the bar that says what to look at."""
    _only_in_demonstration()
    if not 1 <= number <= len(tour.STEPS):
        raise Http404
    step = tour.STEPS[number - 1]
    _take_the_place(request, step.role)
    answer = redirect(step.where())
    answer.set_cookie(tour.COOKIE, str(number), httponly=True, samesite="Lax")
    return answer


@public
@require_POST
def aside(request: Request, number: int) -> HttpResponse:
    """Open a page beside the trip, in its role."""
    _only_in_demonstration()
    if number >= len(tour.ASIDE):
        raise Http404
    role, page, _title, _text = tour.ASIDE[number]
    _take_the_place(request, role)
    return redirect(page)


@public
@require_POST
def end_visit(request: Request) -> HttpResponse:
    """Take the bar away, and stay where one is."""
    _only_in_demonstration()
    answer = back(request, "/")
    answer.delete_cookie(tour.COOKIE, samesite="Lax")
    return answer


def _take_the_place(request: Request, role: str) -> None:
    """This browser acts as the demonstration's own person of this role."""
    logout(request)
    if role == "visitor":
        return
    if role == "artisan":
        person = get_object_or_404(Person, email=ARTISAN)
        link = give_link(person=person, scope=SecretLink.Scope.SPACE, at=timezone.now())
        act_by_link(request, link)
        return
    membership = get_object_or_404(
        Membership.objects.select_related("user"), user__email=CAST[role].email, role=role
    )
    login(request, membership.user, backend="django.contrib.auth.backends.ModelBackend")
    record_authentication(request, membership.user, "demonstration")
    begin_session(request)
    request.session[ACTING_KEY] = {"membership": membership.pk}


def _only_in_demonstration() -> None:
    if not settings.DEMONSTRATION:
        raise Http404
