"""The members, for the board: the list, what waits, a sheet and what is done there."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.association import actions, queries
from etabli.community.association.forms import (
    MEMBER_STATES,
    AddMemberForm,
    MemberForm,
    SearchForm,
    SuspensionForm,
    TextForm,
)
from etabli.community.association.models import Member
from etabli.foundation.documents import TABLES
from etabli.foundation.files.responses import document_response
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Organisation, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune

PER_PAGE = 20


def filters_of(request: Request) -> queries.Filters:
    """What the address asks for; an unknown state is the usual one."""
    query = request.GET
    state = query.get("etat", "in")
    state = state if state in queries.MEMBER_STATES else "in"
    return queries.Filters(query.get("q", "")[:100], state, query.get("metier", "")[:40])


@allow(Role.BOARD)
def members(request: Request) -> HttpResponse:
    """The list, by state."""
    filters = filters_of(request)
    page = Paginator(queries.filtered_members(request.viewer, filters), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "filters": filters,
        "form": SearchForm(
            {"q": filters.words, "etat": filters.state, "metier": filters.trade},
            organisation_id=request.viewer.organisation_id,
        ),
        "query": request.GET.urlencode(),
        "is_narrowed": bool(filters.words or filters.trade),
        "states": _states(request.viewer, filters),
    }
    return render(request, "association/members.html", context)


def _states(viewer: Viewer, filters: queries.Filters) -> list[dict[str, object]]:
    """Each state with its number of members, and the address that asks for it, words and trade kept."""
    counts = queries.count_by_state(viewer)
    params = {"q": filters.words, "metier": filters.trade}
    kept_params = {name: value for name, value in params.items() if value}
    return [
        {
            "name": name,
            "label": label,
            "count": counts[name],
            "query": f"?{urlencode({'etat': name, **kept_params})}",
        }
        for name, label in MEMBER_STATES.items()
    ]


@allow(Role.BOARD)
def export(request: Request, kind: str) -> HttpResponse:
    """The same members, all of them, as a table for a spreadsheet."""
    rows = _rows(queries.filtered_members(request.viewer, filters_of(request)).iterator(chunk_size=1000))
    write, is_told = TABLES["xlsx" if kind == "xlsx" else "csv"]
    return document_response(write(rows), f"adherents-{timezone.localdate():%Y-%m-%d}.{kind}", is_told)


def _rows(members: Iterator[Member]) -> Iterator[list[str]]:
    towns = dict(Commune.objects.values_list("code", "name"))
    yield [
        _("Name"), _("Account"), _("E-mail"), _("Person or company"), _("Trade"), _("Commune"),
        _("Category of dues"), _("Joined on"), _("Left on"), _("Suspended"), _("Dues late"),
    ]  # fmt: skip
    for member in members:
        yield [
            member.display_name,
            member.user.name,
            member.user.email,
            member.get_kind_display(),
            member.trade_label,
            towns.get(member.commune_code, ""),
            str(member.category or ""),
            member.joined_on.isoformat(),
            member.left_on.isoformat() if member.left_on else "",
            _("yes") if member.suspended_at else "",
            _("yes") if getattr(member, "owes", False) else "",
        ]


@allow(Role.BOARD)
def to_do(request: Request) -> HttpResponse:
    """What waits: requests, late dues, appeals."""
    todo = queries.board_todo(request.viewer)
    late = Paginator(todo.late, queries.MAX_SHOWN).get_page(request.GET.get("page"))
    return render(request, "association/to_do.html", {"todo": todo, "late": late})


@allow(Role.BOARD)
def member(request: Request, pk: int) -> HttpResponse:
    """A member's sheet."""
    return _sheet(request, queries.get_member(request.viewer, pk))


def _sheet(
    request: Request,
    member: Member,
    *,
    suspending: SuspensionForm | None = None,
    judging: TextForm | None = None,
) -> HttpResponse:
    """The sheet; with a form that was refused, if there is one."""
    sheet = queries.member_sheet(request.viewer, member)
    commune = Commune.objects.filter(pk=member.commune_code).first() if member.commune_code else None
    context = {
        "sheet": sheet,
        "member": member,
        "commune": commune,
        "suspending": suspending or SuspensionForm(),
        "is_refused": suspending is not None,
        "form": judging or TextForm(None, label=_("What the member reads"), required=False),
        "judging": sheet.suspension and queries.appeal_rights(request.viewer, sheet.suspension),
    }
    status = 422 if suspending or judging else 200
    return render(request, "association/member.html", context, status=status)


@allow(Role.BOARD)
def add(request: Request) -> HttpResponse:
    """Put somebody in without a request; their account is made when there is none."""
    viewer = request.viewer
    assert viewer.organisation_id is not None  # a board member's is their association
    form = AddMemberForm(
        request.POST if request.method == "POST" else None, organisation_id=viewer.organisation_id
    )
    if form.is_valid():
        arguments = form.act_arguments()
        with refusals_in(form):
            new_member = actions.register_member(
                organisation=Organisation.objects.get(pk=viewer.organisation_id),
                joined_on=timezone.localdate(),
                **arguments,
                by=viewer,
                at=timezone.now(),
            )
            acted(request, _("%(name)s is in the association.") % {"name": new_member})
            return redirect("association:member", pk=new_member.pk)
    return render(request, "association/member_add.html", {"form": form}, status=422 if form.errors else 200)


@allow(Role.BOARD)
def edit(request: Request, pk: int) -> HttpResponse:
    """The name, the trade, the category."""
    member = queries.get_member(request.viewer, pk)
    initial = {name: getattr(member, name) for name in ("display_name", "kind", "trade", "category")}
    initial["commune"] = Commune.objects.filter(pk=member.commune_code).first()
    posted = request.POST if request.method == "POST" else None
    form = MemberForm(posted, organisation_id=member.organisation_id, member=member, initial=initial)
    if form.is_valid():
        with refusals_in(form):
            actions.change_member(member=member, **form.act_arguments(), by=request.viewer, at=timezone.now())
            acted(request, _("The change is kept."))
            return redirect("association:member", pk=pk)
    context = {"form": form, "member": member}
    return render(request, "association/member_edit.html", context, status=422 if form.errors else 200)


@allow(Role.BOARD)
@require_POST
def record_departure(request: Request, pk: int) -> HttpResponse:
    """A member leaves: the board writes it down."""
    member = queries.get_member(request.viewer, pk)
    try:
        actions.leave(member=member, by=request.viewer, at=timezone.now())
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("association:member", pk=pk)
    acted(request, _("%(name)s is no longer in the association.") % {"name": member})
    return redirect("association:member", pk=pk)


@allow(Role.BOARD)
@require_POST
def readmit(request: Request, pk: int) -> HttpResponse:
    """Somebody who left comes back, to the same place; a category withdrawn since is not theirs any more."""
    member = queries.get_member(request.viewer, pk)
    actions.add_member(
        organisation=member.organisation,
        user=member.user,
        display_name=member.display_name,
        trade=member.trade,
        kind=member.kind,
        commune_code=member.commune_code,
        category=member.offered_category,
        joined_on=timezone.localdate(),
        by=request.viewer,
        at=timezone.now(),
    )
    acted(request, _("%(name)s is in the association again.") % {"name": member})
    return redirect("association:member", pk=pk)


@allow(Role.BOARD)
@require_POST
def suspend(request: Request, pk: int) -> HttpResponse:
    """On a ground, until a day; or the assembly is asked."""
    member = queries.get_member(request.viewer, pk)
    form = SuspensionForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            suspension = actions.suspend(
                member=member, **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
            message = (
                _("The next general assembly will vote. %(name)s is told; nothing changes until then.")
                if suspension.waits_for_assembly
                else _("%(name)s is suspended, and told why.")
            )
            acted(request, message % {"name": member})
            return redirect("association:member", pk=pk)
    return _sheet(request, member, suspending=form)


@allow(Role.BOARD)
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """Lift a suspension, or uphold it, with the words that the member reads."""
    member = queries.get_member(request.viewer, pk)
    suspension = queries.member_sheet(request.viewer, member).suspension
    lift = request.POST.get("what") == "lift"
    form = TextForm(request.POST, label=_("What the member reads"), required=not lift)
    if suspension is None:
        return redirect("association:member", pk=pk)
    if form.is_valid():
        with refusals_in(form):
            text = form.cleaned_data["text"]
            actions.decide_appeal(
                suspension=suspension, lift=lift, decision=text, by=request.viewer, at=timezone.now()
            )
            message = (
                _("The suspension is over.") if lift else _("The suspension goes on; the member is told.")
            )
            messages.success(request, message)
            return redirect("association:member", pk=pk)
    return _sheet(request, member, judging=form)
