"""Polls: opened by the board, voted, closed, counted, and counted again by anybody."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from etabli.community.assembly import actions, queries
from etabli.community.assembly.engine.ballot_file import as_text
from etabli.community.assembly.forms import BallotForm, CodeForm
from etabli.community.assembly.models import Poll
from etabli.community.assembly.poll_results import is_to_draw, labels_of, published_file
from etabli.community.assembly.referrals import question_of_item
from etabli.community.association.models import Member
from etabli.foundation.documents import csv_file
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow, without_drafts
from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible

PAGE_SIZE = 25


@allow(Role.BOARD)
@require_POST
def open_poll(request: Request, pk: int) -> HttpResponse:
    """Open the vote on an item, or its next round."""
    item = queries.get_item(request.viewer, pk)
    new_poll = actions.open_poll(item=item, by=request.viewer, at=timezone.now())
    acted(request, _("The poll is open: those who are there can vote."))
    return redirect("assembly:poll", pk=new_poll.pk)


@allow(*ASSOCIATION)
@without_drafts
@sensitive_post_parameters()  # no report of an error may hold a ballot
def poll(request: Request, pk: int) -> HttpResponse:
    """The ballot while the poll is open; the result and the ballots once it is closed."""
    poll = queries.get_poll(request.viewer, pk)
    if poll.closed_at is not None:
        return _result(request, poll)
    voices = queries.voices_left(request.viewer, poll)
    if request.method == "POST":
        return _vote(request, poll, voices)
    return _ballot(request, poll, voices, None)


def _vote(request: Request, poll: Poll, voices: Sequence[Member]) -> HttpResponse:
    """One ballot. A secret one is answered at once with its code: neither an address nor a session ever holds it."""
    form = _form(poll, request.POST)
    voice = next((member for member in voices if str(member.pk) == request.POST.get("voice")), None)
    if voice is None:
        raise actions.AlreadyVoted(_("This voice was used in this poll already: it counts once."))
    if not form.is_valid():
        return _ballot(request, poll, voices, form)
    data = {"poll": poll, "voice": voice, "choice": form.cleaned_data["choice"]}
    try:
        if poll.is_secret:
            code = actions.cast_ballot(**data, by=request.viewer, at=timezone.now())
            other_voices = [other for other in voices if other.pk != voice.pk]
            context = {"poll": poll, "code": code, "voice": voice, "others": other_voices}
            return render(request, "assembly/poll_voted.html", context)
        actions.vote_openly(**data, by=request.viewer, at=timezone.now())
    except actions.AssemblyError as refusal:
        form.add_error(None, str(refusal))
        return _ballot(request, poll, voices, form)
    acted(request, _("Your vote is noted."))
    return redirect("assembly:poll", pk=poll.pk)


def _form(poll: Poll, data: object = None) -> BallotForm:
    labels = labels_of(poll.item)
    options = [(option, labels.get(option, option)) for option in poll.options]
    return BallotForm(data, options=options, max_choices=poll.max_choices)


def _ballot(request: Request, poll: Poll, voices: Sequence[Member], form: BallotForm | None) -> HttpResponse:
    if form is None:
        form = _form(poll)
        form.fields["voice"].initial = voices[0].pk if voices else None
    roll = poll.roll.filter(withdrawn_at=None)
    context = {
        "poll": poll,
        "form": form,
        "question": question_of_item(poll.item),
        "voice": voices[0] if voices else None,
        "is_own": bool(voices) and voices[0].user_id == request.viewer.user_id,
        "voted": roll.count(),
        "candidates": poll.item.candidates.filter(
            pk__in=[option for option in poll.options if option.isdigit()]
        ),
        "roll": roll.select_related("member").order_by("member__display_name")
        if request.viewer.role == Role.BOARD
        else [],
    }
    return render(request, "assembly/poll_open.html", context)


def _result(request: Request, poll: Poll) -> HttpResponse:
    if "choice" in request.POST or "voice" in request.POST:
        raise actions.AssemblyError(_("This poll is closed: it takes no more votes."))
    outcome, scores, labels = queries.poll_scores(poll)
    form = CodeForm(
        request.POST or None
    )  # in an address it would stand in the server's log, beside who asked
    code = form.cleaned_data["code"].strip().upper() if form.is_valid() else ""
    ballots = [(key, [labels.get(option, option) for option in choice]) for key, choice in outcome.ballots]
    context = {
        "poll": poll,
        "outcome": outcome,
        "scores": scores,
        "form": form,
        "code": code,
        "mine": next((choice for key, choice in ballots if key == code), None) if code else None,
        "page": Paginator(ballots, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_to_draw": is_to_draw(outcome),
    }
    return render(request, "assembly/poll_result.html", context)


POLL_ACTS = {
    "close": (actions.close_poll, gettext_lazy("The poll is closed. Here is the result.")),
    "draw": (actions.draw_tie, gettext_lazy("Lots are drawn.")),
    "seat": (actions.seat_elected, gettext_lazy("The elected have their seats on the board.")),
}


@allow(Role.BOARD)
@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Close, draw lots, give the elected their seats."""
    poll = queries.get_poll(request.viewer, pk)
    if request.POST.get("do") not in POLL_ACTS:
        raise Http404
    act, message = POLL_ACTS[request.POST["do"]]
    act(poll=poll, by=request.viewer, at=timezone.now())
    acted(request, message)
    return redirect("assembly:poll", pk=pk)


@allow(*ASSOCIATION)
def ballots(request: Request, pk: int, kind: str) -> HttpResponse:
    """The published ballots of a closed poll, to count again: JSON or CSV."""
    poll = queries.get_poll(request.viewer, pk)
    if poll.closed_at is None or kind not in {"json", "csv"}:
        raise NotVisible
    outcome, _scores, labels = queries.poll_scores(poll)
    name = f"bulletins-{pk}.{kind}"
    if kind == "json":
        return document_response(as_text(published_file(outcome, labels)).encode(), name, "application/json")
    rows = [[key, *(labels.get(option, option) for option in choice)] for key, choice in outcome.ballots]
    return document_response(csv_file([[_("code"), _("choice")], *rows]), name, "text/csv; charset=utf-8")
