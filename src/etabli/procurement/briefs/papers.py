"""The brief to read and to take away: preview, PDF, exchange file, and the ad without its author."""

from dataclasses import asdict
from datetime import timedelta
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from etabli.community.market.queries import ad_of_brief
from etabli.foundation.documents.engine import render as render_document
from etabli.foundation.files.responses import produced
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.procurement.briefs import actions, engine, queries
from etabli.procurement.briefs.forms import AdForm
from etabli.procurement.briefs.models import Brief
from etabli.procurement.needs.catalogue import load

ANSWERS_WITHIN = timedelta(days=21)
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
    """The brief without its author: what is shown, what was taken out; then passed on, with consent."""
    brief = queries.get_brief(request.viewer, pk)
    out = ad_of_brief(request.viewer, queries.ref_of(brief))
    until = timezone.localdate() + ANSWERS_WITHIN
    first = {"budget": queries.budget_of(brief), "deadline_on": until, "answers_cap": 6}
    form = AdForm(request.POST or None, initial=first)
    if out is None and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("budget", "deadline_on", "answers_cap")}
        try:
            actions.pass_on(brief=brief, **told, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("Your ad is passed on. We write to you at each answer."))
            return redirect("market:mine" if request.viewer.role == Role.ARTISAN else "briefs:list")
    context = {"brief": brief, "out": out, "form": form, **_without_author(brief)}
    return render(request, "briefs/brief_ad.html", context)


def _without_author(brief: Brief) -> dict[str, Any]:
    found = queries.ad_of(brief)
    return {"ad": found.ad, "removed": found.removed, "lines": found.ad.text.split("\n")}


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
