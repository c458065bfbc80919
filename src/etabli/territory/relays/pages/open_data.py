"""The file of the national standard of digital-help places, for the staff and for everybody."""

from django.http import HttpResponse
from django.shortcuts import render

from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import STAFF
from etabli.territory.relays import publishing


@allow(*STAFF)
def national_standard(request: Request) -> HttpResponse:
    """The relays of the chamber that lack something the standard asks for; with `?csv`, the file."""
    export = publishing.export(request.viewer)
    return (
        _csv(export) if "csv" in request.GET else render(request, "relays/standard.html", {"export": export})
    )


@public
def open_data(request: Request) -> HttpResponse:
    """The file, with the places of public bodies alone."""
    return _csv(publishing.open_data())


def _csv(export: publishing.Export) -> HttpResponse:
    return document_response(export.csv.encode(), "lieux-mediation-numerique.csv", "text/csv; charset=utf-8")
