"""The artisan's own ads: their answers, how long they last, where else they go, what came of them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.market import actions, queries, rules
from etabli.community.market.feeds import mail_text
from etabli.community.market.forms import AdBoundsForm, OutcomeForm, SendingForm
from etabli.community.market.models import Ad, Answer
from etabli.community.market.pages.sharing import open_address
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible

HOLDER_ROLES = (Role.ARTISAN, *STAFF)


@allow(Role.ARTISAN)
def mine(request: Request) -> HttpResponse:
    """The artisan's ads, and the answers in the order drawn."""
    ads = queries.my_ads(request.viewer, at=timezone.now())
    return render(request, "market/ad_mine.html", {"ads": ads})


@allow(*HOLDER_ROLES)
def change(request: Request, pk: int) -> HttpResponse:
    """Until when the ad takes answers, and how many."""
    ad = _get_held_ad(request, pk)
    bounds = {"deadline_on": ad.deadline_on, "answers_cap": ad.answers_cap}
    form = AdBoundsForm(request.POST or None, initial=bounds)
    if form.is_valid():
        with refusals_in(form):
            actions.change_ad(ad=ad, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("Saved."))
            return redirect("market:ad", pk=pk)
    status = 422 if form.errors else 200
    context = {"ad": ad, "form": form, "may_narrow": rules.may_narrow_ad(request.viewer, ad)}
    return render(request, "market/ad_change.html", context, status=status)


@allow(*HOLDER_ROLES)
def destinations(request: Request, pk: int) -> HttpResponse:
    """Where else the ad goes: what will be seen there, the agreement to each place, the way out of it."""
    ad, now = _get_held_ad(request, pk), timezone.now()
    form = SendingForm(request.POST or None)
    if form.is_valid():
        destination = {name: form.cleaned_data[name] for name in ("destination", "portal")}
        with refusals_in(form):
            actions.send_elsewhere(ad=ad, **destination, by=request.viewer, at=now)
            acted(request, _("Your agreement is recorded."))
            return redirect("market:elsewhere", pk=pk)
    preview = queries.as_public_ad(ad, at=now)
    context = {
        "ad": ad,
        "seen": preview,
        "mail": mail_text(preview, link=open_address(pk)),
        "sendings": queries.sendings_of(ad),
        "is_out": queries.is_out(ad),
        "form": form,
    }
    return render(request, "market/ad_elsewhere.html", context, status=422 if form.errors else 200)


@allow(*HOLDER_ROLES)
@require_POST
def withdraw_sending(request: Request, pk: int) -> HttpResponse:
    """No longer show the ad at one place."""
    sending = queries.get_sending(request.viewer, pk)
    actions.withdraw_sending(sending=sending, by=request.viewer, at=timezone.now())
    acted(request, _("Your ad is no longer shown there."))
    return redirect("market:elsewhere", pk=sending.ad_id)


@allow(Role.ARTISAN)
def outcome(request: Request, pk: int) -> HttpResponse:
    """What came of the ad, in one click."""
    own_ad = next(
        (my_ad for my_ad in queries.my_ads(request.viewer, at=timezone.now()) if my_ad.ad.pk == pk), None
    )
    if own_ad is None:
        raise NotVisible
    form = OutcomeForm(request.POST or None, ad=own_ad.ad, answers=own_ad.answers)
    if form.is_valid():
        number = form.cleaned_data.get("answer")
        answer = Answer.objects.filter(ad=own_ad.ad, pk=number).first() if number else None
        actions.record_outcome(
            ad=own_ad.ad,
            came_of=form.cleaned_data["came_of"],
            answer=answer,
            reason=form.cleaned_data["reason"],
            why=form.cleaned_data["why"],
            by=request.viewer,
            at=timezone.now(),
        )
        acted(request, _("Thank you. Nobody else sees what you said."))
        return redirect("market:mine")
    return render(request, "market/ad_outcome.html", {"ad": own_ad.ad, "form": form})


def _get_held_ad(request: Request, pk: int) -> Ad:
    """The ad, for the artisan and the staff of their chamber."""
    ad = queries.get_ad(request.viewer, pk, at=timezone.now())
    if not rules.may_change_ad(request.viewer, ad):
        raise NotVisible
    return ad
