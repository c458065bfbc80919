"""The ads for members, an ad and its answer."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.market import actions, queries, rules
from etabli.community.market.forms import AdFilterForm, AdWithdrawalForm, AnswerForm
from etabli.community.market.models import Ad
from etabli.foundation.files.responses import download_response
from etabli.foundation.journal import ActionError
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION, STAFF, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer

PAGE_SIZE = 12
READING_ROLES = (*ASSOCIATION, Role.ARTISAN, *STAFF)


@allow(*ASSOCIATION)
def ads(request: Request) -> HttpResponse:
    """The ads that are out, in the order drawn for this visit, by trade, place and words."""
    params = request.GET
    wanted = AdFilterForm.filter_from(params)
    ads = queries.open_ads(
        request.viewer, wanted, page=params.get("page"), key=params.get("tirage", ""), at=timezone.now()
    )
    form = AdFilterForm(params)
    form.set_choices(ads)
    context = {
        "form": form,
        "found": ads,
        "ads": ads.cards,
        "page": ads.page,
        "chosen": bool(ads.choice.filters),
        "key": ads.key,
    }
    return render(request, "market/ad_list.html", context)


@allow(*READING_ROLES)
def ad(request: Request, pk: int) -> HttpResponse:
    """One ad; a member answers it here."""
    now = timezone.now()
    ad = queries.get_ad(request.viewer, pk, at=now)
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.answer_ad(
                ad=ad,
                message=form.cleaned_data["message"],
                upload=form.cleaned_data["quote"],
                by=request.viewer,
                at=now,
            )
            acted(request, _("Your answer has been sent. Only the artisan reads it."))
            return redirect("market:ad", pk=pk)
    return _page(request, ad, form, AdWithdrawalForm())


def _page(request: Request, ad: Ad, form: AnswerForm, withdrawal: AdWithdrawalForm) -> HttpResponse:
    """The ad, with what this viewer may do with it."""
    viewer, now = request.viewer, timezone.now()
    aside = rules.why_aside(viewer, ad) if viewer.role in ASSOCIATION else None
    context = {
        "ad": ad,
        "form": form,
        "withdrawal": withdrawal,
        "reason_refused": bool(withdrawal.errors),
        "is_open": queries.is_open(ad, at=now),
        "is_out": queries.is_out(ad),
        "answer": queries.my_answer(viewer, ad),
        "may_answer": aside is None and rules.may_answer(viewer, ad),
        "may_change": ad.withdrawn_at is None and rules.may_change_ad(viewer, ad),
        "may_narrow": rules.may_narrow_ad(viewer, ad),
        "aside": aside and aside.name,
        "is_staff": viewer.is_staff_of(ad.chamber_id),
        "is_artisan": viewer.is_person(ad.person_id),
        "ended": _end_of_agreement(viewer, ad),
    }
    status = 422 if form.errors or withdrawal.errors else 200
    return render(request, "market/ad_detail.html", context, status=status)


def _end_of_agreement(viewer: Viewer, ad: Ad) -> Entry | None:
    """How somebody else wrote down that the artisan no longer agrees, for the artisan."""
    return queries.ended_by_another([ad]).get(ad.pk) if rules.is_artisan_alone(viewer, ad) else None


@allow(Role.ARTISAN, *STAFF)
@require_POST
def withdraw_ad(request: Request, pk: int) -> HttpResponse:
    """Take an ad back."""
    now = timezone.now()
    ad = queries.get_ad(request.viewer, pk, at=now)
    form = AdWithdrawalForm(request.POST)
    if not form.is_valid():
        return _page(request, ad, AnswerForm(), form)
    try:
        actions.withdraw_ad(ad=ad, reason=form.cleaned_data["reason"], by=request.viewer, at=now)
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, ad, AnswerForm(), form)
    acted(request, _("The ad has been withdrawn: members no longer see it."))
    if request.viewer.role == Role.ARTISAN:
        return redirect("market:mine")
    return redirect("market:ad", pk=pk)


@allow(Role.MEMBER)
def answered(request: Request) -> HttpResponse:
    """What this member has answered, with what was written since."""
    page = Paginator(queries.my_answers(request.viewer), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "market/answer_list.html", {"answers": page})


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
    return download_response(answer.quote)
