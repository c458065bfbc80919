"""The leaflet of a season: a territory and a time to choose, then a PDF to print."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, public
from etabli.foundation.ui.forms import DateInput
from etabli.programme.workshops.calendar.leaflet import leaflet, season_of
from etabli.programme.workshops.pages.workshop_page import via_of
from etabli.territory.places.models import Epci
from etabli.territory.relays.queries import relay_for_code

DEFAULT_PERIOD = timedelta(days=183)
MAX_PERIOD = timedelta(days=400)


class LeafletForm(forms.Form):
    """A territory, and from when to when; the names are those of the address."""

    epci = forms.ModelChoiceField(
        label=_("Territory"),
        queryset=Epci.objects.filter(communes__isnull=False).distinct(),
        empty_label=_("Choose a territory"),
    )
    du = forms.DateField(label=_("From the"), widget=DateInput)
    au = forms.DateField(label=_("Up to the"), widget=DateInput)
    via = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, request: Request) -> None:
        today = timezone.localdate()
        params = {name: value for name, value in request.GET.items() if value}
        values = {
            "du": today.isoformat(),
            "au": (today + DEFAULT_PERIOD).isoformat(),
            **params,
            "via": via_of(request),
        }
        is_asked = "epci" in request.GET
        super().__init__(values if is_asked else None, initial=values)

    def clean(self) -> None:
        data = self.cleaned_data
        if "du" not in data or "au" not in data:
            return
        if data["au"] < data["du"]:
            self.add_error("au", _("This day comes before the first: correct one of the two."))
        elif data["au"] - data["du"] > MAX_PERIOD:
            self.add_error("au", _("A leaflet holds a year at most: choose a nearer day."))

    @property
    def query(self) -> str:
        """What asks for the same."""
        data = {**self.cleaned_data, "epci": self.cleaned_data["epci"].pk}
        return urlencode({name: value for name, value in data.items() if value})


@public
def leaflet_page(request: Request) -> HttpResponse:
    """Choose a territory and a time; see how many dates there are, then open the leaflet."""
    form = LeafletForm(request)
    context: dict[str, Any] = {"form": form, "season": None}
    if form.is_valid():
        data = form.cleaned_data
        context["season"] = season_of(data["epci"], since=data["du"], until=data["au"], at=timezone.now())
        context["query"] = form.query
        context["relay"] = relay_for_code(data["via"]) if data["via"] else None
    return render(request, "workshops/leaflet.html", context)


@public
def leaflet_pdf(request: Request) -> HttpResponse:
    """The leaflet itself; without a territory that is understood, the page where one is chosen."""
    form = LeafletForm(request)
    if not form.is_valid():
        query = request.GET.urlencode()
        return redirect(f"/ateliers/feuille/?{query}" if query else "workshops:leaflet")
    data, at = form.cleaned_data, timezone.now()
    season = season_of(data["epci"], since=data["du"], until=data["au"], at=at)
    relay = relay_for_code(data["via"]) if data["via"] else None
    printed = leaflet(season, code=relay.code if relay else "", relay=relay.name if relay else "", at=at)
    return document_response(printed, f"ateliers-{slugify(season.epci.name)}.pdf")
