"""The brief to read and to take away: preview, PDF, exchange file, and the ad without its author."""

from dataclasses import asdict
from importlib.resources import files

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from etabli.foundation.documents.engine import render as render_document
from etabli.foundation.files.responses import produced
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.procurement.briefs import engine, queries
from etabli.procurement.briefs.models import Brief
from etabli.procurement.needs.catalogue import load

CONCERNED = (Role.ARTISAN, Role.ADVISER, Role.MANAGER)
TEMPLATE = files("etabli.procurement.briefs").joinpath("documents/brief.typ")


@allow(*CONCERNED)
def preview(request: Request, pk: int) -> HttpResponse:
    """The brief on one page, as a professional will read it."""
    brief = queries.get_brief(request.viewer, pk)
    document = engine.one_page(queries.plain(brief), load(), _language())
    return render(request, "briefs/brief_preview.html", {"brief": brief, "document": document})


@allow(*CONCERNED)
def ad(request: Request, pk: int) -> HttpResponse:
    """The brief without its author: what is shown, and what was taken out."""
    brief = queries.get_brief(request.viewer, pk)
    result = queries.ad_of(brief)
    context = {
        "brief": brief,
        "ad": result.ad,
        "removed": result.removed,
        "lines": result.ad.text.split("\n"),
    }
    return render(request, "briefs/brief_ad.html", context)


@allow(*CONCERNED)
def one_page_pdf(request: Request, pk: int) -> HttpResponse:
    """The one-page brief, as a PDF."""
    brief = queries.get_brief(request.viewer, pk)
    return _pdf(brief, engine.one_page(queries.plain(brief), load(), _language()), "projet.pdf", compact=True)


@allow(*CONCERNED)
def specification_pdf(request: Request, pk: int) -> HttpResponse:
    """The numbered specifications, as a PDF."""
    brief = queries.get_brief(request.viewer, pk)
    document = engine.specification(queries.plain(brief), load(), _language())
    return _pdf(brief, document, "cahier-des-charges.pdf")


@allow(*CONCERNED)
def exchange(request: Request, pk: int) -> HttpResponse:
    """The brief as a file for another program: BRIEF.json."""
    brief = queries.get_brief(request.viewer, pk)
    response = JsonResponse(
        engine.brief_json(queries.plain(brief), load()),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response["Content-Disposition"] = 'attachment; filename="projet.json"'
    return response


def _pdf(brief: Brief, document: engine.Document, name: str, *, compact: bool = False) -> HttpResponse:
    data = {
        "issuer": brief.chamber.name,
        "fictional": settings.DEMONSTRATION,
        "subtitle": document.subtitle,
        "compact": compact,
        "person": brief.person.name,
        "version": str(brief.version),
        "sections": [asdict(section) for section in document.sections],
    }
    content = render_document(TEMPLATE, data, title=document.title, lang=_language())
    return produced(content, name)


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"
