"""Taking in the questions of a former forum: given, looked at, then confirmed."""

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.community.forum import actions
from etabli.community.forum.engine.former_forum import BadFile
from etabli.community.forum.former_forum import (
    Preview,
    check_confined,
    preview_forum,
    questions_in,
    sentence_of,
)
from etabli.community.forum.forms import FormerForumForm
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.pending_uploads import PendingUploads
from etabli.foundation.people.queries import own_organisation

MAX_SHOWN = 20  # names and texts left out that are shown; the counts are of all


@dataclass(frozen=True)
class KeptFile:
    """A file that waits for the board's yes."""

    name: str
    content: bytes


FILES = PendingUploads("forum_import", KeptFile)


@allow(Role.BOARD)
def give(request: Request) -> HttpResponse:
    """The file; nothing is written before the next page is confirmed."""
    form = FormerForumForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            check_confined(file.content, timezone.now())
        except BadFile as fault:
            form.add_error("file", _("Nothing is taken in: %(fault)s.") % {"fault": sentence_of(fault)})
        else:
            key = FILES.keep(request.viewer, KeptFile(file.name, file.content))
            return redirect("forum:former_check", key=key)
    return render(request, "forum/former_forum.html", {"form": form}, status=422 if form.errors else 200)


@allow(Role.BOARD)
def check(request: Request, key: str) -> HttpResponse:
    """What would come in; the yes writes it, in one act."""
    file, association, at = FILES.get(request.viewer, key), own_organisation(request.viewer), timezone.now()
    refusal = ""
    if request.method == "POST":
        questions = questions_in(BytesIO(file.content), at)
        try:
            number = actions.import_forum(
                organisation=association, questions=questions, by=request.viewer, at=at
            )
        except ActionError as error:
            refusal = str(error)
        else:
            FILES.forget(request.viewer, key)
            acted(
                request,
                ngettext("%(n)d question came in.", "%(n)d questions came in.", number) % {"n": number},
            )
            return redirect(reverse("forum:list", query={"show": "all"}))
    preview = preview_forum(association, BytesIO(file.content), at)
    context = {"preview": preview, **_shown(preview), "file_name": file.name, "refusal": refusal}
    return render(request, "forum/former_forum_check.html", context, status=422 if refusal else 200)


def _shown(preview: Preview) -> dict[str, Any]:
    """The first of each list, and how many more there are."""
    return {
        **_most_common("members", preview.known),
        **_most_common("others", preview.unknown),
        **_most_common("other_trades", preview.other_trades),
        "left_out": [sentence_of(row) for row in preview.left_out[:MAX_SHOWN]],
        "left_out_more": max(0, preview.left_out_count - MAX_SHOWN),
    }


def _most_common(name: str, counts: Counter[str]) -> dict[str, Any]:
    return {name: counts.most_common(MAX_SHOWN), f"{name}_more": max(0, len(counts) - MAX_SHOWN)}
