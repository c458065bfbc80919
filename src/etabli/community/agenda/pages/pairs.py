"""Which events of neighbours are one: the board is asked, and takes back what it said."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.agenda import actions, rules
from etabli.community.agenda.feeds import asked
from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible

PAGE_SIZE = 6
SHOWN_DECISIONS = 50


@allow(Role.BOARD)
def pairs(request: Request) -> HttpResponse:
    """The pairs that wait for an answer; what was decided, with the means to take it back."""
    viewer, now = request.viewer, timezone.now()
    page = Paginator(asked.asked_pairs(viewer, at=now), PAGE_SIZE).get_page(request.GET.get("page"))
    decided = list(asked.decided_pairs(viewer, at=now)[:SHOWN_DECISIONS])
    context = {
        "page": page,
        "questions": asked.questions(list(page)),
        "decided": asked.questions(decided),
        "lines": history_of(viewer, decided[0], parts=decided[1:]) if decided else [],
        "may_keep": rules.speaks_for(viewer, viewer.organisation_id or 0),
    }
    return render(request, "agenda/feed_pairs.html", context)


@allow(Role.BOARD)
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """The same event, of which one is shown, or two events."""
    pair, answer = asked.get_pair(request.viewer, pk), request.POST.get("answer")
    if not rules.speaks_for(request.viewer, pair.organisation_id):
        raise NotVisible
    by_whom_and_when: dict[str, Any] = {"by": request.viewer, "at": timezone.now()}
    if answer in {"first", "second"}:
        actions.join_events(pair=pair, is_second_shown=answer == "second", **by_whom_and_when)
        acted(request, _("It is shown once, with all those who publish it."))
    elif answer == "two":
        actions.keep_events_apart(pair=pair, **by_whom_and_when)
        acted(request, _("They stay two. You are asked again only if one of them changes."))
    return redirect("agenda:feed_pairs")
