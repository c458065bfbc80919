"""What was answered: all of it, narrowed, of one session; and as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.programme.surveys import result_files
from etabli.programme.surveys.result_filters import FilterForm
from etabli.programme.surveys.results import Filters, collect_answers, results
from etabli.programme.workshops.queries import session_for_staff


@allow(*STAFF)
def results_page(request: Request) -> HttpResponse:
    """All the answers of the chamber, or those that the address asks for."""
    collected_answers = collect_answers(request.viewer)
    form = FilterForm(request.GET, collected_answers)
    context = {"form": form, "query": request.GET.urlencode()}
    if form.is_valid():
        context["results"] = results(collected_answers, form.filters, form.cleaned_data["mot"])
    return render(request, "surveys/result_list.html", context)


@allow(*STAFF)
def session_results(request: Request, pk: int) -> HttpResponse:
    """What those who came to one session answered."""
    session = session_for_staff(request.viewer, pk)
    summary = results(collect_answers(request.viewer), Filters(session=session.pk))
    context = {"session": session, "results": summary, "query": f"seance={session.pk}"}
    return render(request, "surveys/result_list.html", context)


@allow(*STAFF)
def export(request: Request, kind: str) -> HttpResponse:
    """The same as a file; what can't be asked for goes back to the page, which says why."""
    if kind not in result_files.CONTENT_TYPES:
        raise Http404
    collected_answers = collect_answers(request.viewer)
    form = FilterForm(request.GET, collected_answers)
    if not form.is_valid():
        return redirect(f"{reverse('surveys:counted')}?{request.GET.urlencode()}")
    summary = results(collected_answers, form.filters)
    content = result_files.file_of(kind, summary, form.summary, request.viewer, at=timezone.now())
    return document_response(content, f"reponses.{kind}", result_files.CONTENT_TYPES[kind])
