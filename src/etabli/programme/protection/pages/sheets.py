"""What to do if something happens: read, printed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etabli.foundation.people.access import Request, public
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.printing import sheets_answer
from etabli.programme.protection.queries import get_sheet


@public
def sheets(request: Request) -> HttpResponse:
    """All of them, by what is seen when it happens."""
    return render(request, "protection/sheets.html", {"sheets": load().sheets})


@public
def sheet(request: Request, id: str) -> HttpResponse:
    """One of them, read in a minute."""
    return render(request, "protection/sheet.html", {"sheet": get_sheet(id)})


@public
def paper(request: Request, id: str) -> HttpResponse:
    """One of them on paper."""
    return sheets_answer([get_sheet(id)], at=timezone.now())


@public
def papers(request: Request) -> HttpResponse:
    """All of them on paper, one a page, to hang in the workshop."""
    return sheets_answer(load().sheets, at=timezone.now())
