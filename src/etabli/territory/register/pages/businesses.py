"""The record of a business, what a refresh proposed against it, and the trades of the register."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import own_chamber
from etabli.foundation.ui.forms import suggestions
from etabli.territory.register import actions, records, wording
from etabli.territory.register.craft_field import suggestion_of
from etabli.territory.register.queries import published_businesses
from etabli.territory.register.record_forms import BusinessForm, DecisionForm, NoteForm, SiretForm
from etabli.territory.register.trades import find_trades

PER_PAGE = 20


@allow(*STAFF)
def business(request: Request, pk: int) -> HttpResponse:
    """What the State says of a business, what the chamber added, and a form to note something."""
    row = records.get_business(request.viewer, pk)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_business(business=row, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("The note is kept."))
        return redirect("register:business", pk=pk)
    context = {
        "record": records.record_of(request.viewer, row),
        "business": row,
        "title": str(row),
        "facts": wording.business_facts(row),
        "corrected": ", ".join(label.lower() for label, _said in wording.corrections(row)),
        "form": form,
    }
    return render(request, "register/business.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
def by_siret(request: Request) -> HttpResponse:
    """`?siret=`: its record; else what the State's directory says of it, to be added to the register."""
    form = SiretForm(request.POST or request.GET or None, chamber_id=request.viewer.chamber_id or 0)
    is_read = form.is_bound and form.is_valid()
    if form.known is not None:
        return redirect("register:business", pk=form.known.pk)
    if request.method == "POST" and is_read and form.establishment is not None:
        business = actions.add_business(
            chamber=own_chamber(request.viewer),
            establishment=form.establishment,
            by=request.viewer,
            at=timezone.now(),
        )
        acted(request, _("%(business)s is in the register.") % {"business": business})
        return redirect("register:business", pk=business.pk)
    facts = wording.establishment_facts(form.establishment) if form.establishment else []
    context = {"form": form, "facts": facts, "remark": form.remark}
    return render(request, "register/by_siret.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
def correct(request: Request, pk: int) -> HttpResponse:
    """Change what is known of a business."""
    business = records.get_business(request.viewer, pk)
    form = BusinessForm(request.POST or None, business=business)
    if request.method == "POST" and form.is_valid():
        actions.correct_business(business=business, **form.wanted, by=request.viewer, at=timezone.now())
        acted(request, _("The change is kept. The next official file will not undo it."))
        return redirect("register:business", pk=pk)
    context = {
        "form": form,
        "business": business,
        "title": str(business),
        "corrected": wording.corrections(business),
    }
    return render(request, "register/business_form.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
def proposals(request: Request) -> HttpResponse:
    """What the official file says otherwise than the chamber: whose word stands, for many at once."""
    waiting = records.proposals_waiting(request.viewer)
    form = DecisionForm(request.POST or None)
    form.fields["proposals"].queryset = waiting  # type: ignore[attr-defined]  # a choice of models
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            decided_count = actions.decide_proposals(
                **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
            acted(
                request,
                ngettext("%(n)d line is decided.", "%(n)d lines are decided.", decided_count)
                % {"n": decided_count},
            )
            return redirect("register:proposals")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": wording.differences(page), "form": form}
    return render(request, "register/proposals.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
def trades(request: Request) -> HttpResponse:
    """The trades of the chamber's register, with their counts, and the codes that no nomenclature holds."""
    trade_counts = records.trades_met(request.viewer)
    context = {
        "page": Paginator([trade for trade in trade_counts if trade.is_known], PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "unknown": [trade for trade in trade_counts if not trade.is_known],
        "sectors": records.count_by_sector(trade_counts),
        "probable": sum(trade.probable for trade in trade_counts),
        "total": sum(trade.businesses for trade in trade_counts),
    }
    return render(request, "register/trades.html", context)


# The trades and the businesses that a few letters may mean, for whoever types theirs.

MAX_OF_EACH = 4


@public
def suggest(request: Request) -> HttpResponse:
    """`?q=`: trades in everyday words, then businesses as the public register shows them: name, trade, commune."""
    text = request.GET.get("q", "").strip()[:160]
    trades = [(trade.label, "") for trade in find_trades(text, limit=MAX_OF_EACH)]
    businesses = {
        business.siret: suggestion_of(business)
        for business in published_businesses(text, limit=2 * MAX_OF_EACH)
    }  # two chambers may hold one
    answer = suggestions([*trades, *list(businesses.values())[: 2 * MAX_OF_EACH - len(trades)]])
    patch_cache_control(answer, private=True, max_age=3600)
    return answer
