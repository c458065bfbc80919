"""What one follows: questions, and trades."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.forum import actions, queries
from etabli.community.forum.pages.threads import MEMBERS
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.pages import acted


@allow(*MEMBERS)
def followed(request: Request) -> HttpResponse:
    """The trades and the questions that one follows."""
    watches, following = queries.followed_threads(request.viewer, request.GET.get("after", ""))
    context = {
        "trades": queries.followed_trades(request.viewer),
        "watches": watches,
        "following": following,
    }
    return render(request, "forum/followed.html", context)


@allow(*MEMBERS)
@require_POST
def thread(request: Request, pk: int) -> HttpResponse:
    """Follow a question, or stop."""
    viewer, now = request.viewer, timezone.now()
    thread = queries.get_thread(viewer, pk)
    if "stop" in request.POST:
        actions.stop_following(thread=thread, by=viewer, at=now)
        acted(request, _("You are told no more of this question."))
    else:
        actions.follow_thread(thread=thread, by=viewer, at=now)
        acted(request, _("You are told of the answers to this question."))
    return redirect("forum:thread", pk=pk)


@allow(*MEMBERS)
@require_POST
def trade(request: Request) -> HttpResponse:
    """Follow the questions of a trade, or stop."""
    viewer, now, code = request.viewer, timezone.now(), request.POST.get("trade", "")
    if "stop" in request.POST:
        actions.stop_following(trade=code, by=viewer, at=now)
        acted(request, _("You are told no more of the questions of this trade."))
    else:
        actions.follow_trade(trade=code, by=viewer, at=now)
        acted(request, _("You are told of the questions of this trade."))
    return redirect("forum:followed")
