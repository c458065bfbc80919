"""Who holds what: the accounts of the business, without what opens them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow, public, without_drafts
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.programme.protection import actions
from etabli.programme.protection.forms import AccountForm
from etabli.programme.protection.models import HeldAccount
from etabli.programme.protection.printing import accounts_answer
from etabli.programme.protection.queries import get_account, own_accounts

NOT_ASKED_FOR = {HeldAccount.Kind.OTHER}


@public
def accounts(request: Request) -> HttpResponse:
    """The sheet of an artisan, and what is not on it yet; an empty one to print, for anybody."""
    rows = own_accounts(request.viewer)
    noted = {row.kind for row in rows}
    context = {
        "accounts": rows,
        "missing": [kind for kind in HeldAccount.Kind if kind not in noted | NOT_ASKED_FOR],
        "is_own": request.viewer.role == Role.ARTISAN and request.viewer.person_id is not None,
    }
    return render(request, "protection/accounts.html", context)


@allow(Role.ARTISAN)
@without_drafts
def new_account(request: Request) -> HttpResponse:
    """Put one on the sheet. What is typed is kept nowhere before: it might be a password."""
    form = AccountForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if form.is_valid():
        person = get_person(request.viewer, request.viewer.person_id or 0)
        actions.note_account(person=person, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("Noted on your sheet."))
        return redirect("protection:accounts")
    context = {"form": form, "account": None}
    return render(request, "protection/account.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN)
@without_drafts
def account(request: Request, pk: int) -> HttpResponse:
    """Correct one. What was typed of one that was taken off meanwhile is shown, to be noted anew."""
    try:
        row = get_account(request.viewer, pk)
    except NotVisible:
        if request.method != "POST":
            raise
        typed = {name: request.POST.get(name, "") for name in AccountForm.Meta.fields}
        context: dict[str, Any] = {"form": AccountForm(typed), "account": None, "is_gone": True}
        return render(request, "protection/account.html", context, status=409)
    form = AccountForm(request.POST or None, initial=_values(row))
    if form.is_valid():
        actions.change_account(account=row, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("Changed on your sheet."))
        return redirect("protection:accounts")
    context = {"form": form, "account": row}
    return render(request, "protection/account.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN)
@require_POST
def remove_account(request: Request, pk: int) -> HttpResponse:
    """Take one off the sheet."""
    row = get_account(request.viewer, pk)
    actions.remove_account(account=row, by=request.viewer, at=timezone.now())
    acted(request, _("Taken off your sheet."))
    return redirect("protection:accounts")


@public
def accounts_paper(request: Request) -> HttpResponse:
    """The sheet on paper, for the safe; with empty lines where nothing is noted."""
    return accounts_answer(own_accounts(request.viewer), at=timezone.now())


def _values(row: HeldAccount) -> dict[str, str]:
    return {name: getattr(row, name) for name in AccountForm.Meta.fields}
