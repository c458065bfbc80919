"""The association from outside; the page of the sector's figures, its file, and the board's choice to show it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.approaches.actions import open_figures
from etabli.community.approaches.queries import are_figures_public, association_of
from etabli.community.directory.facets import facets_of
from etabli.community.directory.forms import SearchForm
from etabli.community.directory.queries import visible_counts
from etabli.foundation.documents import csv_file
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.front.sector import SectorFigures, sector_figures, spreadsheet_rows


@public
def association(request: Request) -> HttpResponse:
    """What it is, how it stays neutral, how many there are of each trade: by name, never by number."""
    number, counts = visible_counts(request.viewer, at=timezone.now())
    shown_association = association_of(request.viewer)
    context = {
        "association": shown_association,
        "number": number,
        "trades": facets_of(SearchForm({}), counts)[:1],
        "shows_figures": shown_association is not None and are_figures_public(shown_association.pk),
    }
    return render(request, "front/association.html", context)


@public
def sector(request: Request) -> HttpResponse:
    """The figures of the sector; a year that there is not is answered by this one."""
    figures, years = _requested_figures(request)
    context = {"sector": figures, "years": years, "is_board": request.viewer.role == Role.BOARD}
    return render(request, "front/sector.html", context)


@public
def sector_csv(request: Request) -> HttpResponse:
    """The same for a spreadsheet."""
    figures, _years = _requested_figures(request)
    return document_response(csv_file(spreadsheet_rows(figures)), "secteur.csv", "text/csv; charset=utf-8")


@allow(Role.BOARD)
@require_POST
def show_sector(request: Request) -> HttpResponse:
    """Show the figures to everybody, or to the members only."""
    figures, _years = _requested_figures(request)
    is_public = not figures.is_public
    open_figures(organisation=figures.association, is_public=is_public, by=request.viewer, at=timezone.now())
    acted(
        request, _("Everybody sees the figures.") if is_public else _("Only the members see the figures now.")
    )
    return redirect("front:sector")


def _requested_figures(request: Request) -> tuple[SectorFigures, list[int]]:
    this_year = timezone.localdate().year
    years = [this_year, this_year - 1, this_year - 2]
    requested_year = request.GET.get("annee", "")
    year = next((year for year in years if str(year) == requested_year), this_year)
    return sector_figures(request.viewer, year), years
