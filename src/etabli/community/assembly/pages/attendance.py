"""Who is there: signed in by themselves, or noted by the board."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.assembly import actions, queries, rules
from etabli.community.assembly.electorate import electorate_of
from etabli.community.assembly.forms import SearchForm
from etabli.community.assembly.models import Assembly
from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.queries import NotVisible

PAGE_SIZE = 20


@allow(Role.MEMBER)
@require_POST
def check_in(request: Request, pk: int) -> HttpResponse:
    """A member says that they are there, or that they leave."""
    assembly, member = queries.get_assembly(request.viewer, pk), member_of(request.viewer)
    if member is None:
        raise NotVisible
    _toggle_presence(request, assembly, member)
    return redirect("assembly:assembly", pk=pk)


@allow(Role.BOARD)
def attendance(request: Request, pk: int) -> HttpResponse:
    """The attendance list, by name, and the quorum."""
    assembly = queries.get_assembly(request.viewer, pk)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(queries.members_by_name(assembly, words), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "assembly": assembly,
        "form": form,
        "page": page,
        "seats": queries.attendance_rows(assembly, list(page.object_list)),
        "quorum": electorate_of(assembly).quorum,
        "is_open": rules.takes_attendance(assembly, timezone.now()),
    }
    return render(request, "assembly/attendance_list.html", context)


@allow(Role.BOARD)
@require_POST
def mark(request: Request, pk: int) -> HttpResponse:
    """Note that somebody is there, or leaves."""
    assembly = queries.get_assembly(request.viewer, pk)
    member_id = request.POST.get("member", "")
    number = int(member_id) if member_id.isascii() and member_id.isdigit() else 0
    _toggle_presence(request, assembly, get_object_or_404(queries.members_by_name(assembly), pk=number))
    return back(request, f"/assemblees/{pk}/presences/")


def _toggle_presence(request: Request, assembly: Assembly, member: Member) -> None:
    if request.POST.get("do") == "depart":
        current = queries.get_attendance(assembly, member)
        actions.depart(attendance=current, by=request.viewer, at=timezone.now())
        acted(request, _("The departure is noted."))
    else:
        actions.arrive(assembly=assembly, member=member, by=request.viewer, at=timezone.now())
        acted(request, _("The arrival is noted."))
