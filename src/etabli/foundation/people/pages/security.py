"""What happened to accounts: one's own, and those of the organisation that one manages."""

from django.http import HttpResponse
from django.shortcuts import render

from etabli.foundation.people.access import Request, allow, known
from etabli.foundation.people.forms import SecurityForm
from etabli.foundation.people.pages.organisations import MANAGING_ROLES
from etabli.foundation.people.queries import is_without_mail
from etabli.foundation.people.security import event_queries


@known
def events(request: Request) -> HttpResponse:
    """What happened on my account, and the means to close it to others."""
    page = event_queries.events_of_account(request.viewer, request.GET.get("page"))
    context = {"page": page, "without_mail": is_without_mail(request.viewer)}
    return render(request, "people/account_events.html", context)


@allow(*MANAGING_ROLES)
def security(request: Request) -> HttpResponse:
    """What was refused, or touched the safety of accounts, by kind and by day."""
    form = SecurityForm(request.GET)
    page = event_queries.events_of_organisation(request.viewer, form.wanted_events(), request.GET.get("page"))
    return render(request, "people/team_security.html", {"form": form, "page": page})
