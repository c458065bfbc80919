"""Ending a role with two voices: ask another member of the board, confirm, refuse, take the request back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.assembly import actions, queries, rules
from etabli.community.assembly.forms import RemovalForm
from etabli.community.assembly.models import Removal, Term
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in

REMOVAL_ACTS = {"confirm": actions.confirm_removal, "refuse": actions.refuse_removal}


@allow(Role.BOARD)
def ask(request: Request, kind: str, pk: int) -> HttpResponse:
    """Say why; another member of the board then confirms, or the assembly votes."""
    role = queries.get_role_that_takes_two(request.viewer, kind, pk)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            data = {"of": role, "reason": form.cleaned_data["reason"]}
            actions.ask_removal(**data, by=request.viewer, at=timezone.now())
            acted(request, _("The request is made: they are told, and keep their role meanwhile."))
            return redirect("assembly:board")
    holder = role.member.user if isinstance(role, Term) else role.user
    role_label = role.get_office_display() if isinstance(role, Term) else role.get_role_display()
    context = {"form": form, "who": holder, "what": role_label}
    return render(request, "assembly/removal_form.html", context, status=422 if form.errors else 200)


@allow(Role.BOARD)
def role_ending(request: Request, pk: int) -> HttpResponse:
    """One request: confirm it, refuse it, or take it back."""
    role_ending, viewer = queries.get_role_ending(request.viewer, pk), request.viewer
    if request.method == "POST":
        try:
            _step(request, role_ending)
        except ActionError as refusal:
            messages.error(request, str(refusal))
        return redirect("assembly:removal", pk=pk)
    context = {
        "role_ending": role_ending,
        "may_confirm": role_ending.is_open and rules.may_confirm(viewer, role_ending),
        "is_mine": role_ending.is_open and role_ending.asked_by_id == viewer.user_id,
    }
    return render(request, "assembly/role_ending.html", context)


def _step(request: Request, role_ending: Removal) -> None:
    """What the button asks for."""
    command, viewer, now = request.POST.get("do", ""), request.viewer, timezone.now()
    if command == "withdraw":
        actions.withdraw_removal(removal=role_ending, by=viewer, at=now)
        acted(request, _("Your request is taken back: the role goes on."))
    elif command in REMOVAL_ACTS:
        REMOVAL_ACTS[command](removal=role_ending, by=viewer, at=now)
        message = _("The role is ended.") if command == "confirm" else _("The role goes on; they are told.")
        messages.success(request, message)
    else:
        raise Http404
