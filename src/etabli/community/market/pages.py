"""The ads for members, an ad and its answer, the artisan's own ads."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.market import actions, queries, rules
from etabli.community.market.forms import AnswerForm, WithdrawalForm
from etabli.community.market.models import Ad
from etabli.foundation.files.responses import download
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION, STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible

CONCERNED = (*ASSOCIATION, Role.ARTISAN, *STAFF)


@allow(*ASSOCIATION)
def ads(request: Request) -> HttpResponse:
    """The ads that take answers, in the order drawn for this visit."""
    key = request.GET.get("tirage", "")
    found, key = queries.ads_in_order(request.viewer, key=key, at=timezone.now())
    return render(request, "market/ad_list.html", {"ads": found, "key": key})


@allow(*CONCERNED)
def ad(request: Request, pk: int) -> HttpResponse:
    """One ad; a member answers it here."""
    now = timezone.now()
    found = queries.get_ad(request.viewer, pk, at=now)
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_ad(
                ad=found,
                message=form.cleaned_data["message"],
                upload=form.cleaned_data["quote"],
                by=request.viewer,
                at=now,
            )
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("Your answer has been sent. Only the artisan reads it."))
            return redirect("market:ad", pk=pk)
    return _page(request, found, form, WithdrawalForm())


def _page(request: Request, found: Ad, form: AnswerForm, withdrawal: WithdrawalForm) -> HttpResponse:
    """The ad, with what this viewer may do with it."""
    viewer, now = request.viewer, timezone.now()
    context = {
        "ad": found,
        "form": form,
        "withdrawal": withdrawal,
        "reason_refused": bool(withdrawal.errors),
        "is_open": queries.is_open(found, at=now),
        "answer": queries.my_answer(viewer, found),
        "may_answer": rules.may_answer(viewer, found),
        "may_withdraw": found.withdrawn_at is None and rules.may_withdraw_ad(viewer, found),
        "stands_aside": viewer.role in ASSOCIATION and rules.must_stand_aside(viewer, found),
        "is_staff": viewer.is_staff_of(found.chamber_id),
    }
    status = 422 if form.errors or withdrawal.errors else 200
    return render(request, "market/ad_detail.html", context, status=status)


@allow(Role.ARTISAN)
def mine(request: Request) -> HttpResponse:
    """The artisan's ads, and the answers in the order drawn."""
    found = queries.my_ads(request.viewer, at=timezone.now())
    return render(request, "market/ad_mine.html", {"ads": found})


@allow(*CONCERNED)
@require_POST
def withdraw_ad(request: Request, pk: int) -> HttpResponse:
    """Take an ad back."""
    now = timezone.now()
    found = queries.get_ad(request.viewer, pk, at=now)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, AnswerForm(), form)
    actions.withdraw_ad(ad=found, reason=form.cleaned_data["reason"], by=request.viewer, at=now)
    acted(request, _("The ad has been withdrawn: members no longer see it."))
    if request.viewer.is_staff_of(found.chamber_id):
        return redirect("market:ad", pk=pk)
    return redirect("market:mine" if request.viewer.role == Role.ARTISAN else "market:ads")


@allow(*ASSOCIATION)
@require_POST
def withdraw_answer(request: Request, pk: int) -> HttpResponse:
    """Take an answer back."""
    answer = queries.get_answer(request.viewer, pk)
    actions.withdraw_answer(answer=answer, by=request.viewer, at=timezone.now())
    acted(request, _("Your answer has been withdrawn: the artisan no longer sees it."))
    return redirect("market:ad", pk=answer.ad_id)


@allow(*ASSOCIATION, Role.ARTISAN)
def quote(request: Request, pk: int) -> HttpResponseBase:
    """The quote joined to an answer, as it was sent."""
    answer = queries.get_answer(request.viewer, pk)
    if answer.quote is None:
        raise NotVisible
    return download(answer.quote)
