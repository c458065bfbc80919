"""How the draws work, for everybody; the figures of each member, for the board; one's own interests."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_POST

from etabli.community.neutrality import actions, figures, queries
from etabli.community.neutrality.charter import charter
from etabli.community.neutrality.forms import InterestForm
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.people.pages import acted, refusals_in

PAGE_SIZE = 12
FIGURES_PERIOD = timedelta(days=30)


@public
def how_draws_work(request: Request) -> HttpResponse:
    """How the draws work, what was drawn, how even it is, and how anybody can check it."""
    today = timezone.localdate()
    entries, last_hash = queries.log_state()
    context = {
        "charter": charter(get_language() or "fr"),
        "days": queries.drawn_days(since=today - timedelta(days=6), today=today),
        "lists": figures.public_exposure(since=today - FIGURES_PERIOD, until=today),
        "interests": queries.public_interests(),
        "entries": entries,
        "last_hash": last_hash,
        "is_board": request.viewer.role == Role.BOARD,
    }
    return render(request, "neutrality/explained.html", context)


@public
def draws_json(request: Request) -> JsonResponse:
    """The commitments and the revealed seeds of two months, for programs."""
    seeds = queries.seeds(since=timezone.localdate() - timedelta(days=60))
    return JsonResponse(
        [
            {
                "day": seed.day,
                "list": seed.list_name,
                "commitment": seed.commitment,
                "seed": seed.seed or None,
            }
            for seed in seeds
        ],
        safe=False,
    )


@allow(Role.BOARD)
def shares(request: Request) -> HttpResponse:
    """How often each stood among the first places, for the board."""
    today = timezone.localdate()
    shares = figures.shares_for_viewer(
        request.viewer, request.GET.get("liste", ""), since=today - FIGURES_PERIOD, until=today
    )
    page = Paginator(shares.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "neutrality/share_list.html", {"found": shares, "page": page})


@allow(*ASSOCIATION)
def interests(request: Request) -> HttpResponse:
    """One's own interests; declare another."""
    about = queries.interest_subjects(request.viewer, request.GET.get("sur", ""))
    form = InterestForm(request.POST or None, about_choices=about)
    if request.method == "POST" and form.is_valid():
        organisation, user = queries.acting_for(request.viewer)
        fields = {"organisation": organisation, "user": user, **form.cleaned_data}
        with refusals_in(form):
            actions.declare_interest(**fields, by=request.viewer, at=timezone.now())
            acted(request, _("Your interest is declared: everybody can read it."))
            return redirect("neutrality:interests")
    context = {"form": form, "interests": queries.my_interests(request.viewer)}
    return render(request, "neutrality/interest_list.html", context, status=422 if form.errors else 200)


@allow(*ASSOCIATION)
@require_POST
def end_interest(request: Request, pk: int) -> HttpResponse:
    """It no longer holds."""
    interest = queries.get_interest(request.viewer, pk)
    actions.end_interest(interest=interest, by=request.viewer, at=timezone.now())
    acted(request, _("This interest is no longer shown. The log keeps that it was."))
    return redirect("neutrality:interests")


@allow(*ASSOCIATION)
@require_POST
def name_interest(request: Request, pk: int) -> HttpResponse:
    """Show one's name with it, or no longer."""
    interest = queries.get_interest(request.viewer, pk)
    is_named = not interest.is_named
    actions.name_interest(interest=interest, is_named=is_named, by=request.viewer, at=timezone.now())
    acted(
        request, _("Your name is shown with it.") if is_named else _("Your name is no longer shown with it.")
    )
    return redirect("neutrality:interests")
