"""The wishes behind the themes, and one written down during a call."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import get_person, own_chamber
from etabli.programme.demand.actions import withdraw_wish
from etabli.programme.demand.asking import HalfDayBooked
from etabli.programme.demand.models import Wish
from etabli.programme.planning.actions.phoned_wishes import note_call
from etabli.programme.planning.forms import CallForm, ThemeFilterForm, WishFilterForm
from etabli.programme.planning.queries.themes import next_themes
from etabli.programme.planning.queries.wishes import counts, get_wish, listable_wishes, wishes as wished
from etabli.programme.workshops.queries import theme_titles
from etabli.programme.workshops.session_list import Planned, planned_by_theme

PAGE_SIZE = 12  # wishes on a screen


@allow(*STAFF)
def wishes(request: Request) -> HttpResponse:
    """What people wish for: counted by theme, and one by one where somebody can be called back."""
    form, titles = WishFilterForm(request.GET), theme_titles()
    wishes = wished(request.viewer, form.asked)
    page = Paginator(listable_wishes(wishes), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        (titles.get(code, code) or _("A half-day of support"), number, unnamed)
        for _kind, code, number, unnamed in counts(wishes)
    ]
    context = {
        "form": form,
        "page": page,
        "rows": [(wish, titles.get(wish.theme_code, wish.theme_code)) for wish in page],
        "counts": rows,
        "total": sum(number for _label, number, _unnamed in rows),
    }
    return render(request, "planning/wish_list.html", context)


@allow(*STAFF)
def wish_new(request: Request) -> HttpResponse:
    """Write down what somebody wishes for, during the call: somebody new, or whoever the address names (`qui`). A
    half-day is booked at once, while they are on the line."""
    form = CallForm(request.POST or None, viewer=request.viewer, about=_asked_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            wish = _note(request, form)
        except HalfDayBooked as refusal:
            form.ask_whether_another(refusal.half_day)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("The wish is written down."))
            if wish.kind == Wish.Kind.HALF_DAY and request.viewer.role == Role.ADVISER:
                return redirect("support:book", wish.pk)
            return redirect("planning:wishes")
    return render(request, "planning/wish_form.html", {"form": form})


def _asked_for(request: Request) -> Person | None:
    number = request.GET.get("qui", "")
    return get_person(request.viewer, int(number)) if number.isdecimal() else None


@allow(*STAFF)
@require_POST
def wish_withdraw(request: Request, pk: int) -> HttpResponse:
    """It was written down by mistake, or is wished for no more."""
    wish = get_wish(request.viewer, pk)
    try:
        withdraw_wish(wish=wish, by=request.viewer, at=timezone.now())
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        acted(request, _("The wish is taken back."))
    return redirect("planning:wishes")


def _note(request: Request, form: CallForm) -> Wish:
    email, phone = form.reached
    return note_call(
        chamber=own_chamber(request.viewer),
        theme=form.theme,
        name=form.cleaned_data["name"],
        email=email,
        phone=phone,
        known=form.same_person or _same(form, _asked_for(request)),
        note=form.cleaned_data["note"],
        is_another=form.is_another,
        by=request.viewer,
        at=timezone.now(),
    )


def _same(form: CallForm, asked_for: Person | None) -> Person | None:
    """Whom the address names, unless another name was typed over theirs."""
    is_same = asked_for is not None and form.cleaned_data["name"].strip() == asked_for.name
    return asked_for if is_same else None


# The next themes, argued.


@allow(*STAFF)
def themes(request: Request) -> HttpResponse:
    """Themes ranked for the whole département, for one territory, for one trade group."""
    form = ThemeFilterForm(request.GET)
    ranking = next_themes(request.viewer, today=timezone.localdate(), **form.asked)
    zone = form.asked["zone"]
    planned = planned_by_theme(request.viewer, zone=zone, at=timezone.now())
    context = {
        "form": form,
        "zone": zone,
        "sure": [(proposal, planned.get(proposal.theme_code, Planned())) for proposal in ranking.sure],
        "unsure": [(proposal, planned.get(proposal.theme_code, Planned())) for proposal in ranking.unsure],
        "asked": form.summary,
        "ranking": ranking,
        "reasoned": [*ranking.sure, *ranking.unsure],
        "write_down": reverse("planning:wish_new"),
        "may_plan": request.viewer.role == Role.ADVISER,
    }
    return render(request, "planning/theme_ranking.html", context)
