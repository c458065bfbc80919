"""The brief to read and to take away: preview, PDF, exchange file, and the ad without its author."""

from dataclasses import asdict
from datetime import timedelta
from importlib.resources import files

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.market.models import Ad
from etabli.foundation.documents.engine import render as render_document
from etabli.foundation.files.responses import produced
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs import engine, queries
from etabli.procurement.briefs.forms import PassOnForm
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.passing import pass_on
from etabli.procurement.briefs.rules import may_write
from etabli.procurement.needs.catalogue import load

CONCERNED = (Role.ARTISAN, Role.BEARER, *STAFF)
ANSWERS_WITHIN, ANSWERS_CAP = timedelta(days=21), 6
TEMPLATE = files("etabli.procurement.briefs").joinpath("documents/brief.typ")


@allow(*CONCERNED)
def preview(request: Request, pk: int) -> HttpResponse:
    """The brief on one page, as a professional will read it."""
    brief = queries.get_brief(request.viewer, pk)
    document = engine.one_page(queries.plain(brief), load(), reader_language())
    return render(request, "briefs/brief_preview.html", {"brief": brief, "document": document})


@allow(Role.ARTISAN, *STAFF)
def ad(request: Request, pk: int) -> HttpResponse:
    """The brief without its author: what is shown, what was taken out; then, on agreement, it is passed on."""
    brief, now = queries.get_brief(request.viewer, pk), timezone.now()
    result = queries.ad_of(brief)
    given = {"deadline_on": timezone.localdate(now) + ANSWERS_WITHIN, "answers_cap": ANSWERS_CAP}
    asks_why = not (result.ad.budget or result.ad.budget_blank_why)
    form = PassOnForm(request.POST or None, initial=given, asks_why=asks_why)
    if form.is_valid():
        chosen = {name: value for name, value in form.cleaned_data.items() if name != "agreed"}
        try:
            made = pass_on(brief=brief, **chosen, by=request.viewer, at=now)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _passed_on(made))
            return redirect("briefs:overview", pk=pk)
    may_pass_on = may_write(request.viewer, brief) and queries.ad_out(brief) is None
    context = {
        "form": form,
        "heading": result.ad.title or str(brief),
        "may_pass_on": may_pass_on,
        "brief": brief,
        "ad": result.ad,
        "removed": result.removed,
        "lines": result.ad.text.split("\n"),
    }
    return render(request, "briefs/brief_ad.html", context)


def _passed_on(ad: Ad) -> str:
    if ad.is_waiting:
        return _("Your ad is passed on, without your name. A moderator reads it, then it is out.")
    return _("Your ad is passed on, without your name.")


@allow(*CONCERNED)
def one_page_pdf(request: Request, pk: int) -> HttpResponse:
    """The one-page brief, as a PDF."""
    brief = queries.get_brief(request.viewer, pk)
    return _pdf(
        brief, engine.one_page(queries.plain(brief), load(), reader_language()), "projet.pdf", compact=True
    )


@allow(*CONCERNED)
def specification_pdf(request: Request, pk: int) -> HttpResponse:
    """The numbered specifications, as a PDF."""
    brief = queries.get_brief(request.viewer, pk)
    document = engine.specification(queries.plain(brief), load(), reader_language())
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
        "fictional": is_fiction(),
        "subtitle": document.subtitle,
        "compact": compact,
        "person": brief.person.name,
        "version": str(brief.version),
        "sections": [asdict(section) for section in document.sections],
    }
    content = render_document(TEMPLATE, data, title=document.title, lang=reader_language())
    return produced(content, name)
