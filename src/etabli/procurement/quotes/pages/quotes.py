"""My quotes, a quote read, its questions and the message that puts them, its original."""

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.market.queries import get_answer
from etabli.foundation.files.engine.kinds import PICTURES
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.responses import download_response
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.foundation.ui.language import reader_language
from etabli.procurement.quotes import actions, queries, rules
from etabli.procurement.quotes.engine.model import Unreadable
from etabli.procurement.quotes.forms import CompareForm, EraseForm, UploadForm
from etabli.procurement.quotes.pages.visitor import give
from etabli.procurement.quotes.progress import pages_read
from etabli.procurement.quotes.reading import picture
from etabli.procurement.quotes.sources import document_of
from etabli.procurement.quotes.supplier_message import draft
from etabli.procurement.quotes.visitor import VISITORS, concerned, holder

SECONDS = 10  # of processor, to draw a page
PER_PAGE = 12


@allow(*VISITORS, Role.ARTISAN, *STAFF, by=holder)
def quotes(request: Request) -> HttpResponseBase:
    """The artisan's quotes and the means to add one; for the adviser, those that they were shown; for a visitor, the
    means to have one read for a day."""
    if request.viewer.role in VISITORS:
        return give(request)
    if request.viewer.role != Role.ARTISAN:
        page = Paginator(queries.quotes_of(request.viewer), PER_PAGE).get_page(request.GET.get("page"))
        return render(request, "quotes/quote_list.html", {"page": page, "form": None, "person": None})
    return _list(request, get_person(request.viewer, request.viewer.person_id or 0))


@allow(*STAFF)
def for_person(request: Request, person_pk: int) -> HttpResponse:
    """The adviser brings a quote for an artisan, and sees those that the artisan showed."""
    return _list(request, get_person(request.viewer, person_pk))


def _list(request: Request, person: Person) -> HttpResponse:
    """The quotes of one person, and the form to add one."""
    briefs = queries.briefs_to_compare(request.viewer, person.pk)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*given, briefs=briefs, initial={"brief": briefs.first() if given[0] is None else None})
    if form.is_valid():
        data = form.cleaned_data
        try:
            reading = actions.add_quote(
                person=person,
                upload=data["quote"][0],
                more=data["quote"][1:],
                brief=data["brief"],
                by=request.viewer,
                at=timezone.now(),
            )
        except ActionError as refusal:
            form.add_error("quote", str(refusal))
        else:
            acted(request, _("The quote is safe with us. We are reading it."))
            return redirect("quotes:detail", pk=reading.pk)
    readings = queries.quotes_of_person(request.viewer, person)
    compared = queries.compared_briefs(readings)
    page = Paginator(readings, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "person": person, "compared": compared}
    return render(request, "quotes/quote_list.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN)
@require_POST
def from_answer(request: Request, answer_pk: int) -> HttpResponse:
    """Have the quote of an answer read; opened a second time, the same reading."""
    answer = get_answer(request.viewer, answer_pk)
    try:
        reading = actions.add_answer_quote(answer=answer, by=request.viewer, at=timezone.now())
    except actions.AlreadyOpened:
        reading = queries.reading_of_answer(request.viewer, answer)
    else:
        acted(request, _("We are reading this quote."))
    return redirect("quotes:detail", pk=reading.pk)


@concerned
def quote(request: Request, pk: int) -> HttpResponse:
    """What the quote says, and what it doesn't say."""
    reading = queries.get_quote(request.viewer, pk)
    language, (done, total) = reader_language(), pages_read(pk)
    briefs = queries.briefs_to_compare(request.viewer, reading.person_id)
    sheet = queries.sheet_of(request.viewer, reading, language=language, at=timezone.now())
    context = {
        "reading": reading,
        "sheet": sheet,
        "view": sheet and (sheet.view(requested_number(request, "page")) or sheet.view(1)),
        "done": done,
        "total": total,
        "asked": sheet and sheet.ask(requested_number(request, "question")),
        "version": reading.file.sha256[:8],
        "further": (further := queries.further_of(reading)),
        "photos": sum(
            file.content_type in PICTURES for file in (reading.file, *(row.file for row in further))
        ),
        "refusal": reading.refusal.get(language[:2]) or reading.refusal.get("fr", ""),
        "compare": CompareForm(briefs=briefs, initial={"brief": reading.brief_id}),
        "erase_form": EraseForm(),
        "is_theirs": rules.is_theirs(request.viewer, reading),
        "is_visitor": rules.holds(request.viewer, reading),
        "both_sides": rules.serves_both_sides(request.viewer),
    }
    return render(request, "quotes/quote_detail.html", context)


def requested_number(request: Request, name: str) -> int:
    """The page, or the question, that the address asks for; the first one otherwise."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


@concerned
def state(request: Request, pk: int) -> HttpResponse:
    """Is it read yet, and how far is it? Asked by the page that waits."""
    reading = queries.get_quote(request.viewer, pk)
    done, total = pages_read(pk)
    progress = render_to_string("quotes/quote_waiting.html#progress", {"done": done, "total": total})
    return JsonResponse({"status": reading.status, "progress": progress.strip()})


@concerned
def questions(request: Request, pk: int) -> HttpResponse:
    """The questions to put to the supplier, on a sheet to print."""
    reading = queries.get_quote(request.viewer, pk)
    sheet = queries.sheet_of(request.viewer, reading, language=reader_language(), at=timezone.now())
    if sheet is None:
        return redirect("quotes:detail", pk=pk)
    return render(request, "quotes/quote_questions.html", {"reading": reading, "sheet": sheet})


@concerned
def message(request: Request, pk: int) -> HttpResponse:
    """The questions on a quote as a message to its supplier."""
    reading = queries.get_quote(request.viewer, pk)
    sheet = queries.sheet_of(request.viewer, reading, language=reader_language(), at=timezone.now())
    if sheet is None or not sheet.questions:
        return redirect("quotes:detail", pk=pk)
    mail = draft(sheet.corrected.quote, sheet.questions, queries.signs(request.viewer, reading))
    return render(request, "quotes/quote_message.html", {"reading": reading, "mail": mail})


@concerned
def original(request: Request, pk: int) -> HttpResponseBase:
    """The file as it was given."""
    return _file(queries.get_quote(request.viewer, pk).file)


@concerned
def further_original(request: Request, pk: int, file_pk: int) -> HttpResponseBase:
    """A further file as it was given."""
    reading = queries.get_quote(request.viewer, pk)
    return _file(queries.get_further(request.viewer, reading, file_pk).file)


def _file(stored: StoredFile) -> HttpResponseBase:
    if stored.is_erased:
        raise NotVisible
    return download_response(stored)


@concerned
def picture_of(request: Request, pk: int, number: int) -> HttpResponseBase:
    """A page as it was read, drawn in a limited process."""
    reading = queries.get_quote(request.viewer, pk)
    try:
        drawn = picture(document_of(reading), number, seconds=SECONDS)
    except (Unreadable, OSError):
        drawn = None
    if drawn is None:
        raise NotVisible
    return HttpResponse(drawn.content, content_type=drawn.media_type)
