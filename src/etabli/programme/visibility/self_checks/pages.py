"""Looking for oneself, as a customer does: nobody here can look in their place, and that is said."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.procurement.briefs.pages.attachments import picture_response
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.checks.wording import TONES, VERDICTS
from etabli.programme.visibility.engine.self_checks import Answers, Look, gained, in_common, seen_of, typed
from etabli.programme.visibility.known_trade import known_where, remember_where
from etabli.programme.visibility.models import SelfCheck
from etabli.programme.visibility.personal import CHECKED
from etabli.programme.visibility.self_checks.catalogue import CHECKLISTS, self_check_lines
from etabli.programme.visibility.self_checks.forms import ChecklistForm, SelfCheckForm, WhereForm
from etabli.programme.visibility.self_checks.phrases import phrases_for, phrases_of
from etabli.programme.visibility.self_checks.queries import self_check_photo
from etabli.programme.visibility.self_checks.store import SelfCheckStore

MAX_PER_MINUTE = 600  # a whole workshop notes from one address
_NOTED = gettext_lazy("Noted. Come back in three months to compare.")
_NOTED_BY_STAFF = gettext_lazy("Noted on this device, for a month.")
_NOTED_HERE = gettext_lazy("Noted on this device, for a month. Keep it in your space to compare later.")


@public
@limited("visibility", per_minute=MAX_PER_MINUTE)
def search(request: Request) -> HttpResponse:
    """What to type, what appeared, what it comes to; compared with the look before."""
    store = SelfCheckStore(request, SelfCheck.Kind.SEARCH)
    where = WhereForm(request.GET if "trade" in request.GET else None, initial=known_where(request))
    phrases = _to_type(request, store, where)
    ticks = [(line.id, words_of(line.text)) for line in self_check_lines("seen")]
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SelfCheckForm([(words, words) for words in phrases], ticks, *given, with_photo=store.is_own)
    if phrases and form.is_valid() and _is_noted(store, form):
        is_staff = request.viewer.role in STAFF
        acted(request, _NOTED if store.is_own else _NOTED_BY_STAFF if is_staff else _NOTED_HERE)
        return redirect("visibility:search")
    context = {"where": where, "form": form if phrases else None, **_told(store)}
    return render(request, "visibility/search.html", context, status=422 if form.errors else 200)


def _to_type(request: Request, store: SelfCheckStore, where: WhereForm) -> list[str]:
    """The lines of the time before, to compare, unless others are asked for; none when we can't know any."""
    if where.is_valid():
        remember_where(request, **where.cleaned_data)
        return phrases_for(where.cleaned_data["trade"], where.cleaned_data["town"])
    if where.is_bound:
        return []
    before = list(store.looks[0].answers) if store.looks and "other" not in request.GET else []
    return before or phrases_of(request.viewer)


def _is_noted(store: SelfCheckStore, form: SelfCheckForm) -> bool:
    """Keep it; False when the photo is refused, and the form says why."""
    try:
        store.note(form.answers, form.cleaned_data["note"], form.cleaned_data.get("photo"), at=timezone.now())
    except ActionError as refusal:
        form.add_error("photo", str(refusal))
        return False
    return True


@allow(Role.ARTISAN)
def photo(request: Request, pk: int) -> HttpResponse:
    """What they photographed, for them alone."""
    return picture_response(request, self_check_photo(request.viewer, pk))


@public
@limited("visibility", per_minute=MAX_PER_MINUTE)
def checklist(request: Request, kind: str) -> HttpResponse:
    """The lines of a listing, or of a page on a network: ticked, then what is left to put right."""
    if kind not in CHECKLISTS:
        raise Http404
    store, lines = SelfCheckStore(request, CHECKLISTS[kind]), self_check_lines(CHECKLISTS[kind])
    latest = next(iter(store.looks), None)
    ticked = latest.answers.get("lines", ()) if latest else ()
    choices = [(line.id, words_of(line.text)) for line in lines]
    form = ChecklistForm(choices, request.POST if request.method == "POST" else None, ticked=ticked)
    if form.is_valid():
        store.note({"lines": form.cleaned_data["lines"]}, at=timezone.now())
        acted(request, _("Noted."))
        return redirect("visibility:checklist", kind)
    left = [line for line in lines if line.id not in ticked]
    context = {"kind": kind, "form": form, "left": left, "latest": latest}
    return render(request, "visibility/checklist.html", context, status=422 if form.errors else 200)


def _told(store: SelfCheckStore) -> dict[str, Any]:
    """What the latest look comes to, beside the one before; then those before it."""
    looks = store.looks
    return {
        "latest": _worded(looks[0]) if looks else None,
        "compared": _compared(*(look.answers for look in looks[:2])) if len(looks) > 1 else None,
        "photos": [look for look in looks[:2] if look.photo],
        "earlier": [(look, seen_of(look.answers)) for look in looks[1:]],
        "is_own": store.is_own,
        "months": CHECKED.retention_months,
    }


def _worded(look: Look) -> dict[str, Any]:
    seen = seen_of(look.answers)
    return {"look": look, "seen": seen, "verdict": VERDICTS[seen.verdict], "tone": TONES[seen.verdict]}


def _compared(latest: Answers, before: Answers) -> dict[str, Any]:
    """What changed, of the lines typed both times; `are_same`: these were all the lines, then and now."""
    now, then = map(seen_of, in_common(latest, before))
    return {
        "now": now,
        "then": then,
        "are_same": set(typed(latest)) == set(typed(before)),
        "gained": gained(latest, before),
        "lost": gained(before, latest),
    }
