"""The brief to read and to take away: preview, PDF, DOCX, exchange file, and the ad without its author."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.market.models import Ad
from etabli.community.market.rules import DEFAULT_CAP, DEFAULT_DURATION, chooses_bounds
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs import engine, queries
from etabli.procurement.briefs.ad_publication import pass_on
from etabli.procurement.briefs.forms.writing import PassOnForm
from etabli.procurement.briefs.language_facts import country, trades_typed
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.rendering import DOCX, PDF, DocumentBuilder, document_of, docx_of, pdf_of
from etabli.procurement.briefs.rules import may_read_name, may_write
from etabli.procurement.needs.catalogue import load
from etabli.territory.register.queries import artisan_of

CONCERNED = (Role.ARTISAN, *STAFF)
READERS = (*CONCERNED, Role.BEARER)  # whoever may write in it by its link alone takes its papers away too


@allow(*READERS)
def preview(request: Request, pk: int) -> HttpResponse:
    """The brief on one page, as a professional will read it."""
    brief = queries.get_brief(request.viewer, pk)
    document = document_of(brief, engine.one_page)
    context = {"brief": brief, "document": document, "photos": queries.photos_of(brief)}
    return render(request, "briefs/brief_preview.html", context)


@allow(*CONCERNED)
def ad(request: Request, pk: int) -> HttpResponse:
    """The brief without its author: what is shown, what was taken out; then, on agreement, it is passed on."""
    brief, now = queries.get_brief(request.viewer, pk), timezone.now()
    result = queries.ad_of(brief)
    deadline_on = timezone.localdate(now) + DEFAULT_DURATION
    given: dict[str, Any] = {"deadline_on": deadline_on, "answers_cap": DEFAULT_CAP}
    chooses = chooses_bounds(request.viewer, brief.person)
    asks_why = not (result.ad.budget or result.ad.budget_blank_why)
    form = PassOnForm(request.POST or None, initial=given, asks_why=asks_why, chooses=chooses)
    if form.is_valid():
        chosen = given | {name: value for name, value in form.cleaned_data.items() if name != "agreed"}
        with refusals_in(form):
            made = pass_on(brief=brief, **chosen, by=request.viewer, at=now)
            acted(request, _passed_on(made))
            return redirect("briefs:overview", pk=pk)
    context = {
        "form": form,
        "usual": None if chooses else given,
        "may_write": may_write(request.viewer, brief),
        **_shown(brief, result),
    }
    return render(request, "briefs/brief_ad.html", context)


def _shown(brief: Brief, result: engine.Anonymised) -> dict[str, Any]:
    """The ad, what differs in it, what was taken out, and what could still tell."""
    return {
        "heading": result.ad.title or str(brief),
        "standing": queries.standing_ad(brief),
        "brief": brief,
        "kept": queries.corrections_of(brief),
        "ad": result.ad,
        "lines": result.marked,
        "removed": [removal for removal in result.removed if removal.kind != "hidden"],
        "telling": result.telling,
    }


def _passed_on(ad: Ad) -> str:
    if ad.is_waiting:
        return _("Your ad is passed on, without your name. A moderator reads it, then it is out.")
    return _("Your ad is passed on, without your name.")


@allow(*READERS)
def one_page_pdf(request: Request, pk: int) -> HttpResponse:
    """The one-page brief, as a PDF."""
    return _paper(request, pk, pdf_of, engine.one_page, "projet.pdf")


@allow(*READERS)
def specification_pdf(request: Request, pk: int) -> HttpResponse:
    """The numbered specifications, as a PDF."""
    return _paper(request, pk, pdf_of, engine.specification, "cahier-des-charges.pdf")


@allow(*READERS)
def one_page_docx(request: Request, pk: int) -> HttpResponse:
    """The one-page brief, for a word processor."""
    return _paper(request, pk, docx_of, engine.one_page, "projet.docx", DOCX)


@allow(*READERS)
def specification_docx(request: Request, pk: int) -> HttpResponse:
    """The numbered specifications, for a word processor."""
    return _paper(request, pk, docx_of, engine.specification, "cahier-des-charges.docx", DOCX)


def _paper(
    request: Request,
    pk: int,
    file_of: Callable[..., bytes],
    build: DocumentBuilder,
    name: str,
    kind: str = PDF,
) -> HttpResponse:
    brief = queries.get_brief(request.viewer, pk)
    is_named = may_read_name(request.viewer, brief)
    return document_response(file_of(brief, build, is_named=is_named, at=timezone.now()), name, kind)


@allow(*CONCERNED)
def keywords(request: Request, pk: int) -> HttpResponse:
    """What to type to find a professional, what customers type, and how to read the results."""
    brief = queries.get_brief(request.viewer, pk)
    artisan = artisan_of(request.viewer, brief.person)
    place = artisan.commune.name if artisan and artisan.commune else ""
    language = reader_language()
    typed = engine.keywords(
        queries.plain(brief),
        load(),
        trades_typed(),
        country(),
        place=place,
        communes=queries.communes_named(),
        language=language,
    )
    context = {"brief": brief, "typed": typed, "intentions": _by_intention(typed, language)}
    return render(request, "briefs/brief_keywords.html", context)


def _by_intention(typed: engine.Keywords, language: str) -> list[dict[str, str | int]]:
    """What customers type, one intention after the other: the words as lines, and how to read the results."""
    groups: list[dict[str, str | int]] = []
    for name, meaning in engine.INTENTIONS.items():
        lines = [query.words for query in typed.customers if query.intention == name]
        if lines:
            texts = {
                part: getattr(meaning, part).in_language(language)
                for part in ("title", "why", "look_for", "listing")
            }
            groups.append({"name": name, "lines": "\n".join(lines), "count": len(lines), **texts})
    return groups


@allow(*READERS)
def export_json(request: Request, pk: int) -> HttpResponse:
    """The brief as a file for another program: BRIEF.json."""
    brief = queries.get_brief(request.viewer, pk)
    response = JsonResponse(
        engine.brief_json(queries.whole_plain(brief), load()),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response["Content-Disposition"] = 'attachment; filename="projet.json"'
    return response
