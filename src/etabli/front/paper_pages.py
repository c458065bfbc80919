"""Making a code on paper for somebody: the page, the code told aloud, the sheet to hand over."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow, without_drafts
from etabli.foundation.people.actions import GuessableDigits, make_paper_code
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.papers.forms import DigitsForm
from etabli.foundation.people.queries import get_person, links_in_force
from etabli.foundation.people.rules import may_make_paper
from etabli.front import code_papers


@allow(*STAFF)
@without_drafts
def paper(request: Request, pk: int) -> HttpResponse:
    """The digits that they choose; then the code, shown once: to print, or to tell."""
    person, now = get_person(request.viewer, pk), timezone.now()
    form = DigitsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = make_paper_code(
                person=person, digits=form.cleaned_data["digits"], by=request.viewer, at=now
            )
        except GuessableDigits as refusal:
            form.add_error("digits", str(refusal))
        else:
            context = {"person": person, "link": made.link, "words": code_papers.spell_words(made.words)}
            seal = code_papers.seal_words(made.link, made.words)
            return render(request, "front/paper_made.html", {**context, "seal": seal})
    standing = [row for row in links_in_force(request.viewer, person, now) if row.scope == "paper"]
    may_make = may_make_paper(request.viewer, person)
    context = {"person": person, "form": form, "standing": standing, "may_make": may_make}
    return render(request, "front/paper.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
@without_drafts
@require_POST
def paper_pdf(request: Request) -> HttpResponse:
    """The sheet, as long as the page of the new code is open and the code is good."""
    now = timezone.now()
    link, words = code_papers.opened_code(request.viewer, request.POST.get("paper", ""), now)
    return document_response(code_papers.code_sheet_pdf(request.viewer, link, words, now), "papier.pdf")
