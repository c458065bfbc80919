"""The catalogue of needs, explained to everybody."""

from django.http import HttpResponse
from django.shortcuts import render

from etabli.foundation.people.access import Request, public
from etabli.foundation.people.models import Role
from etabli.foundation.ui.language import reader_language
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.explaining import LONGEST, explained

FEW = 3  # found: shown open
STARTS = frozenset({Role.NOBODY, Role.BEARER, Role.ARTISAN})  # whoever may begin a project of their own


@public
def needs(request: Request) -> HttpResponse:
    """What to ask of a professional, chapter by chapter; `?q=` keeps what is looked for."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    chapters = explained(reader_language(), text)
    count = sum(len(chapter.needs) for chapter in chapters)
    context = {
        "text": text,
        "longest": LONGEST,
        "chapters": chapters,
        "found": count,
        "total": len(load().needs),
        "is_open": bool(text) and count <= FEW,
        "may_start": request.viewer.role in STARTS,
    }
    return render(request, "needs/need_list.html", context)
