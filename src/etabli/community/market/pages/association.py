"""For the association: the alerts of a member, when moderators read, who reads what."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.market import actions, queries
from etabli.community.market.forms import AlertsForm, ReadingForm
from etabli.community.market.queries.availability import is_read_after
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_organisation


@allow(Role.MEMBER)
def alerts(request: Request) -> HttpResponse:
    """Which new ads this member is told of."""
    alerts = queries.alerts_of(request.viewer)
    chosen = {"trades": alerts.trades, "epci_codes": alerts.epci_codes, "stopped": alerts.stopped}
    form = AlertsForm(request.POST or None, initial=chosen)
    if form.is_valid():
        actions.choose_alerts(member=alerts.member, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("Saved."))
        return redirect("market:alerts")
    return render(request, "market/alerts.html", {"form": form})


@allow(Role.BOARD)
def reading(request: Request) -> HttpResponse:
    """Whether moderators read an ad before or after it is out."""
    association = own_organisation(request.viewer)
    form = ReadingForm(
        request.POST or None, initial={"when": "after" if is_read_after(association) else "before"}
    )
    if form.is_valid():
        after = form.cleaned_data["when"] == "after"
        actions.choose_reading(organisation=association, after=after, by=request.viewer, at=timezone.now())
        acted(request, _("Saved."))
        return redirect("market:reading")
    return render(request, "market/reading.html", {"form": form})


@public
def who_reads(request: Request) -> HttpResponse:
    """The rules of the market in plain words, with its figures."""
    chamber_id = request.viewer.chamber_id
    context = {"figures": queries.figures(chamber_id) if chamber_id else None}
    return render(request, "market/who_reads.html", context)
