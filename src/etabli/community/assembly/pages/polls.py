"""Polls: opened by the board, voted, closed, counted, and counted again by anybody."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from etabli.community.assembly import actions, queries
from etabli.community.assembly.counted import is_to_draw, labels_of, published
from etabli.community.assembly.engine.published import as_text
from etabli.community.assembly.forms import BallotForm, CodeForm
from etabli.community.assembly.models import Poll
from etabli.community.assembly.referring import question
from etabli.community.association.models import Member
from etabli.foundation.documents import csv_file
from etabli.foundation.files.responses import produced
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible

A_PAGE = 100


@allow(Role.BOARD)
@require_POST
def open_poll(request: Request, pk: int) -> HttpResponse:
    """Open the vote on an item, or its next round."""
    item = queries.get_item(request.viewer, pk)
    made = actions.open_poll(item=item, by=request.viewer, at=timezone.now())
    acted(request, _("The poll is open: those who are there can vote."))
    return redirect("assembly:poll", pk=made.pk)


@allow(*ASSOCIATION)
@sensitive_post_parameters()  # no report of an error may hold a ballot
@never_cache
def poll(request: Request, pk: int) -> HttpResponse:
    """The ballot while the poll is open; the result and the ballots once it is closed."""
    found = queries.get_poll(request.viewer, pk)
    if found.closed_at is not None:
        return _result(request, found)
    left = queries.voices_left(request.viewer, found)
    if request.method == "POST":
        return _vote(request, found, left)
    return _ballot(request, found, left, None)


def _vote(request: Request, found: Poll, left: Sequence[Member]) -> HttpResponse:
    """One ballot. A secret one is answered at once with its code: neither an address nor a session ever holds it."""
    form = _form(found, request.POST)
    voice = next((one for one in left if str(one.pk) == request.POST.get("voice")), None)
    if voice is None:
        raise actions.AlreadyVoted(_("This voice was used in this poll already: it counts once."))
    if not form.is_valid():
        return _ballot(request, found, left, form)
    given = {"poll": found, "voice": voice, "choice": form.cleaned_data["choice"]}
    try:
        if found.is_secret:
            code = actions.cast_ballot(**given, by=request.viewer, at=timezone.now())
            others = [one for one in left if one.pk != voice.pk]
            context = {"poll": found, "code": code, "voice": voice, "others": others}
            return render(request, "assembly/poll_voted.html", context)
        actions.vote_openly(**given, by=request.viewer, at=timezone.now())
    except actions.AssemblyError as refusal:
        form.add_error(None, str(refusal))
        return _ballot(request, found, left, form)
    acted(request, _("Your vote is noted."))
    return redirect("assembly:poll", pk=found.pk)


def _form(found: Poll, data: object = None) -> BallotForm:
    labels = labels_of(found.item)
    options = [(one, labels.get(one, one)) for one in found.options]
    return BallotForm(data, options=options, most=found.most)


def _ballot(request: Request, found: Poll, left: Sequence[Member], form: BallotForm | None) -> HttpResponse:
    if form is None:
        form = _form(found)
        form.fields["voice"].initial = left[0].pk if left else None
    roll = found.roll.filter(withdrawn_at=None)
    context = {
        "poll": found,
        "form": form,
        "question": question(found.item),
        "voice": left[0] if left else None,
        "is_own": bool(left) and left[0].user_id == request.viewer.user_id,
        "voted": roll.count(),
        "candidates": found.item.candidates.filter(pk__in=[one for one in found.options if one.isdigit()]),
        "roll": roll.select_related("member").order_by("member__display_name")
        if request.viewer.role == Role.BOARD
        else [],
    }
    return render(request, "assembly/poll_open.html", context)


def _result(request: Request, found: Poll) -> HttpResponse:
    if "choice" in request.POST or "voice" in request.POST:
        raise actions.AssemblyError(_("This poll is closed: it takes no more votes."))
    outcome, scores, labels = queries.scores(found)
    form = CodeForm(
        request.POST or None
    )  # in an address it would stand in the server's log, beside who asked
    code = form.cleaned_data["code"].strip().upper() if form.is_valid() else ""
    told = [(key, [labels.get(one, one) for one in choice]) for key, choice in outcome.ballots]
    context = {
        "poll": found,
        "outcome": outcome,
        "scores": scores,
        "form": form,
        "code": code,
        "mine": next((choice for key, choice in told if key == code), None) if code else None,
        "page": Paginator(told, A_PAGE).get_page(request.GET.get("page")),
        "is_to_draw": is_to_draw(outcome),
    }
    return render(request, "assembly/poll_result.html", context)


STEPS = {
    "close": (actions.close_poll, gettext_lazy("The poll is closed. Here is the result.")),
    "draw": (actions.draw_tie, gettext_lazy("Lots are drawn.")),
    "seat": (actions.seat_elected, gettext_lazy("The elected have their seats on the board.")),
}


@allow(Role.BOARD)
@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Close, draw lots, give the elected their seats."""
    found = queries.get_poll(request.viewer, pk)
    if request.POST.get("do") not in STEPS:
        raise Http404
    act, said = STEPS[request.POST["do"]]
    act(poll=found, by=request.viewer, at=timezone.now())
    acted(request, said)
    return redirect("assembly:poll", pk=pk)


@allow(*ASSOCIATION)
def ballots(request: Request, pk: int, kind: str) -> HttpResponse:
    """The published ballots of a closed poll, to count again: JSON or CSV."""
    found = queries.get_poll(request.viewer, pk)
    if found.closed_at is None or kind not in {"json", "csv"}:
        raise NotVisible
    outcome, _scores, labels = queries.scores(found)
    name = f"bulletins-{pk}.{kind}"
    if kind == "json":
        return produced(as_text(published(outcome, labels)).encode(), name, "application/json")
    rows = [[key, *(labels.get(one, one) for one in choice)] for key, choice in outcome.ballots]
    return produced(csv_file([[_("code"), _("choice")], *rows]), name, "text/csv; charset=utf-8")
