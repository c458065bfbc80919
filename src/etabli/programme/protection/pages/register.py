"""The business's own register of processing, from ten lines to tick: written on paper, kept nowhere here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etabli.foundation.people.access import Request, public, without_drafts
from etabli.foundation.people.limits import limited
from etabli.programme.protection import register_papers
from etabli.programme.protection.forms import RegisterForm

PAPERS = {
    "pdf": register_papers.register_pdf,
    "docx": register_papers.register_docx,
    "odt": register_papers.register_odt,
    "customers": register_papers.customers_pdf,
    "customers-odt": register_papers.customers_odt,
}
MAX_PER_MINUTE = 60


@public
@without_drafts
@limited("protection.register", per_minute=MAX_PER_MINUTE)
def register(request: Request) -> HttpResponse:
    """Ten lines to tick; the register, the paper for customers, the lines to have agreed to."""
    form = RegisterForm(request.POST or None)
    if form.is_valid():
        write = PAPERS.get(request.POST.get("paper", ""), register_papers.register_pdf)
        return write(form.business, form.processing_activities, at=timezone.now())
    context = {"form": form, "lines": register_papers.consent_lines()}
    return render(request, "protection/register.html", context, status=422 if form.errors else 200)
