"""Coming in by a code on paper."""

from django.http import HttpResponse
from django.shortcuts import render

from etabli.foundation.people.access import Request, public, unkept
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages.entering import come_in
from etabli.foundation.people.papers.forms import PaperForm
from etabli.foundation.people.papers.words import as_written, read


@public
@unkept
@limited("paper", per_minute=30)
def enter_by_paper(request: Request, token: str = "") -> HttpResponse:
    """The three words, which the square on the paper brings along, and the four digits."""
    reading = read(token[:80])
    initial = {"words": as_written(reading.words)} if reading.is_whole else {}
    form = PaperForm(request.POST if request.method == "POST" else None, request=request, initial=initial)
    if form.is_valid() and form.link is not None:
        return come_in(request, form.link)
    return render(request, "people/paper.html", {"form": form})
