"""The assemblies, one of them, its convocation and its calendar file."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etabli.community.assembly import papers, queries, rules
from etabli.community.assembly.electorate import electorate_of
from etabli.community.assembly.notices import meeting_of
from etabli.foundation.files.responses import document_response
from etabli.foundation.notify.calendar import calendar_file
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION

PAGE_SIZE = 12


@allow(*ASSOCIATION)
def assemblies(request: Request) -> HttpResponse:
    """Those of the association, newest first."""
    page = Paginator(queries.assemblies(request.viewer), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "assembly/assembly_list.html", {"page": page})


@allow(*ASSOCIATION)
def assembly(request: Request, pk: int) -> HttpResponse:
    """One assembly: when, where, what is voted, and what this viewer may do there now."""
    assembly = queries.get_assembly(request.viewer, pk)
    electorate, agenda = electorate_of(assembly), queries.agenda_of(assembly)
    position = queries.voting_position_of(request.viewer, assembly, electorate)
    going_on = [counted.poll for line in agenda for counted in line.polls if counted.outcome is None]
    context = {
        "assembly": assembly,
        "agenda": agenda,
        "to_vote": queries.poll_to_vote(position, going_on),
        "position": position,
        "quorum": electorate.quorum,
        "signatures": list(assembly.signatures.filter(withdrawn_at=None)),
        "takes_attendance": rules.takes_attendance(assembly, timezone.now()),
        "takes_proxies": rules.takes_proxies(assembly),
        "takes_candidates": rules.takes_candidates(assembly),
    }
    return render(request, "assembly/assembly_detail.html", context)


@allow(*ASSOCIATION)
def convocation(request: Request, pk: int) -> HttpResponse:
    """The convocation, in PDF."""
    assembly = queries.get_assembly(request.viewer, pk)
    return document_response(papers.convocation(assembly, at=timezone.now()), "convocation.pdf")


@allow(*ASSOCIATION)
def calendar(request: Request, pk: int) -> HttpResponse:
    """A file for one's calendar."""
    meeting = meeting_of(queries.get_assembly(request.viewer, pk))
    text = calendar_file(meeting, at=timezone.now())
    return document_response(text.encode(), "assemblee.ics", "text/calendar; charset=utf-8")
