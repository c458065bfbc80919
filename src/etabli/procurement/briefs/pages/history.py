"""What a brief said before: its versions side by side, any moment of its history, going back, and a copy."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.pages import acted
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import moment as told_moment
from etabli.procurement.briefs import actions, engine, queries
from etabli.procurement.briefs.forms.sharing import CompareForm
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.pages.papers import CONCERNED
from etabli.procurement.briefs.rules import may_write
from etabli.procurement.briefs.snapshots import Snapshot, plain_of, snapshot_of
from etabli.procurement.needs.catalogue import load


@allow(*CONCERNED)
def versions(request: Request, pk: int) -> HttpResponse:
    """The versions handed over, what differs between any two of them, and the moments to go back to."""
    brief = queries.get_brief(request.viewer, pk)
    brief_versions = queries.versions_of(brief)
    form = CompareForm(request.GET or None, versions=brief_versions)
    changes = None
    if form.is_valid():
        before, after = (queries.state_of(brief, brief_versions, number) for number in form.numbers())
        changes = queries.differences(before, after)
    context = {
        "brief": brief,
        "versions": brief_versions,
        "form": form,
        "changes": changes,
        "moments": queries.moments_of(request.viewer, brief),
    }
    return render(request, "briefs/version_list.html", context)


@allow(*CONCERNED)
def version(request: Request, pk: int, number: int) -> HttpResponse:
    """One version: what it said, what changed since, and going back to it."""
    brief = queries.get_brief(request.viewer, pk)
    brief_version = queries.version_of(queries.versions_of(brief), number)
    title = _("Version %(number)d, %(day)s") % {"number": number, "day": told_moment(brief_version.at)}
    return _then(request, brief, brief_version.content, title)


@allow(*CONCERNED)
def moment(request: Request, pk: int, entry_pk: int) -> HttpResponse:
    """The same for any moment of the history."""
    brief = queries.get_brief(request.viewer, pk)
    was, at = queries.as_it_was(brief, entry_pk)
    return _then(request, brief, was, _("As it was: %(day)s") % {"day": told_moment(at)})


@allow(*CONCERNED)
@require_POST
def duplicate(request: Request, pk: int) -> HttpResponse:
    """Another project, with the same answers."""
    brief = queries.get_brief(request.viewer, pk)
    copy = actions.duplicate_brief(brief=brief, by=request.viewer, at=timezone.now())
    acted(request, _("Here is the copy. The first project stays as it is."))
    return redirect("briefs:overview", pk=copy.pk)


def _then(request: Request, brief: Brief, was: Snapshot, title: str) -> HttpResponse:
    changes, refused = queries.differences(was, snapshot_of(brief)), ""
    if request.method == "POST":
        try:
            actions.restore_brief(brief=brief, to=was, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            refused = str(refusal)
        else:
            acted(request, _("Your project is as it was then."))
            return redirect("briefs:overview", pk=brief.pk)
    context = {
        "brief": brief,
        "title": title,
        "document": engine.one_page(plain_of(was), load(), reader_language()),
        "changes": changes,
        "refused": refused,
        "may_write": may_write(request.viewer, brief),
    }
    return render(request, "briefs/version_detail.html", context)
