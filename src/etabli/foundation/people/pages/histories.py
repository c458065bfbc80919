"""One's history: reading it, taking one act back, or several at once after having seen what would happen."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError, undo as undo_entry
from etabli.foundation.journal.browsing import page_of
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import entries_by
from etabli.foundation.journal.undo_many import (
    MAX_ACTS,
    entries_to_undo_back_to,
    preview_undo,
    take_back_all,
    undoable_entries,
)
from etabli.foundation.journal.wording import sentence_of
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.forms import HistoryForm
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.undo_viewer import find_undo_viewer
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import registry_modules


@public
def history(request: Request) -> HttpResponse:
    """What I did, and for an artisan all that was done for them, newest first, each act with the means to take it back.
    The bearer of one link has none here."""
    if request.viewer.role == Role.BEARER:
        raise NotVisible  # its lines name a person, who may be somebody else than the bearer
    form = HistoryForm(request.GET)
    wanted, about_viewer = form.history_filter(), request.viewer.is_person(request.viewer.person_id)
    entries = _own_history(request.viewer, whole=bool(wanted.words))
    page = page_of(request.viewer, entries, wanted, request.GET.get("page"), about_viewer=about_viewer)
    return render(request, "people/history_mine.html", {"form": form, "page": page})


def _own_history(viewer: Viewer, *, whole: bool) -> QuerySet[Entry]:
    """An act on several things at once is one line, unless words are looked for (`whole`).

    What they did before they came in as themselves (a sign-up by the public page) names a visitor: an artisan finds
    it all the same, by what it is about."""
    entries = entries_by(viewer) if whole else entries_by(viewer).filter(parent=None)
    if viewer.is_person(viewer.person_id):
        telling = [module for module in registry_modules("histories") if hasattr(module, "entries_about")]
        for module in telling:
            about = module.entries_about(viewer).order_by().values("pk")
            entries = Entry.objects.filter(Q(pk__in=entries.values("pk")) | Q(pk__in=about))
    return entries


@public
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take back one act; the answer can be taken back too."""
    entry = get_object_or_404(Entry, pk=pk)
    try:
        by, mine = find_undo_viewer(request, entry) or (request.viewer, False)
        to_tell = undo_entry(entry=entry, by=by, at=timezone.now(), mine=mine)
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        acted(request, to_tell or _confirmation_of(entry, by, mine=mine))
    return back(request, "/")


def _confirmation_of(entry: Entry, by: Viewer, *, mine: bool) -> str:
    """What was taken back or done again, named; not to the bearer of one link, who may be somebody else than the person
    whom it names."""
    redone = entry.undoes_id is not None and not entry.restores
    text = _("It is done again.") if redone else _("It is back as it was.")
    if by.role == Role.BEARER and not mine:
        return text
    act = sentence_of(entry.root or entry, by, mine=mine).removesuffix(".")
    return f"{text} {(_('Done again: %(act)s.') if redone else _('Taken back: %(act)s.')) % {'act': act}}"


@public
@require_POST
def undo_several(request: Request) -> HttpResponse:
    """What would be taken back, in which order, and what can't be; then, once confirmed, all of it."""
    if request.viewer.role == Role.BEARER:
        raise NotVisible
    chosen = undoable_entries(request.viewer, _numbers(request.POST.getlist("entry")))
    if "back" in request.POST and chosen:
        chosen = entries_to_undo_back_to(request.viewer, min(chosen, key=lambda entry: entry.pk))
    if "confirmed" in request.POST:
        try:
            take_back_all(chosen, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            messages.error(request, str(refusal))
        else:
            text = ngettext("%(number)d act is taken back.", "%(number)d acts are taken back.", len(chosen))
            acted(request, text % {"number": len(chosen)})
        return back(request, reverse("people:history"))
    steps = [
        (step, sentence_of(step.entry, request.viewer))
        for step in preview_undo(chosen, by=request.viewer, at=timezone.now())
    ]
    context = {
        "possible": [(step.entry, text) for step, text in steps if not step.refusal],
        "refused": [(step, text) for step, text in steps if step.refusal],
        "next": back(request, reverse("people:history"))["Location"],
    }
    return render(request, "people/undo_several.html", context)


def _numbers(texts: list[str]) -> list[int]:
    return [int(number) for number in texts if number.isdecimal() and len(number) < 19][:MAX_ACTS]
