"""Two records of the chamber that may be one person: somebody says whether they are."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.own_data.queries import kinds_held
from etabli.foundation.people import actions, queries
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.pages import acted, back
from etabli.foundation.search.queries import suggest
from etabli.territory.register import known_persons, wording
from etabli.territory.register.actions import attach_artisan
from etabli.territory.register.person_forms import SamePersonForm
from etabli.territory.register.records import get_business

PER_PAGE = 12
PAGE_SIZE = 8
MIN_LETTERS = 3


@allow(*STAFF)
def likely_persons_page(request: Request) -> HttpResponse:
    """The pairs to look at, the likeliest first."""
    page = Paginator(known_persons.likely_pairs_of_chamber(request.viewer), PER_PAGE).get_page(
        request.GET.get("page")
    )
    people = Person.objects.in_bulk({pk for pair in page for pk in (pair.first, pair.second)})
    known_by_person = {
        known_person.person.pk: known_person
        for known_person in known_persons.known_persons(list(people.values()))
    }
    pairs = [
        (
            known_by_person[pair.first],
            known_by_person[pair.second],
            wording.duplicate_reasons_text(pair.reasons),
        )
        for pair in page
    ]
    return render(request, "register/persons.html", {"page": page, "pairs": pairs})


@allow(*STAFF)
def find_other_record(request: Request, pk: int) -> HttpResponse:
    """Look up the other record of this person."""
    person, text = queries.get_person(request.viewer, pk), request.GET.get("q", "").strip()[:120]
    hits = suggest(request.viewer, text, "person", limit=PAGE_SIZE).hits if len(text) >= MIN_LETTERS else []
    other_hits = [hit for hit in hits if hit.object_id != pk]
    context = {"person": person, "text": text, "found": other_hits, "looked": len(text) >= MIN_LETTERS}
    return render(request, "register/person_other.html", context)


@allow(*STAFF)
def business(request: Request, pk: int) -> HttpResponse:
    """Look up the business of this person, and say that it is theirs."""
    person, text = queries.get_person(request.viewer, pk), request.GET.get("q", "").strip()[:120]
    if request.method == "POST":
        chosen = get_business(request.viewer, _parse_number(request.POST.get("business", "")))
        attach_artisan(person=person, business=chosen, by=request.viewer, at=timezone.now())
        acted(request, _("%(business)s is the business of %(name)s.") % {"business": chosen, "name": person})
        return back(request, reverse("front:person", args=[pk]))
    is_looking = len(text) >= MIN_LETTERS
    hits = suggest(request.viewer, text, "business", limit=PAGE_SIZE).hits if is_looking else []
    context = {"person": person, "text": text, "hits": hits, "looked": is_looking}
    return render(request, "register/person_business.html", context)


def _parse_number(text: str) -> int:
    """0, which is no business, for what is no number."""
    return int(text) if text.isdecimal() else 0


@allow(*STAFF)
def compare_two(request: Request, first: int, second: int) -> HttpResponse:
    """The two records side by side; one person, or two."""
    pair = queries.get_two_persons(request.viewer, first, second)
    likely = known_persons.likeness(*pair)
    form = SamePersonForm(request.POST or None, reasons=likely.reasons if likely else ())
    kept, merged = queries.kept_and_merged(*pair, request.GET.get("reste", ""))
    clashes: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        kept, merged = queries.kept_and_merged(*pair, form.cleaned_data["kept"])
        try:
            return _decide(request, kept, merged, form)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
            clashes = [(str(row), _page_of(row)) for row in getattr(refusal, "rows", ())]
    context = _compared(request, kept, merged) | {
        "form": form,
        "reasons": wording.duplicate_reasons_text(form.reasons),
        "refused": queries.refusal_of(*pair),
        "clashes": clashes,
        "here": request.path,
    }
    return render(request, "register/person_two.html", context, status=422 if form.errors else 200)


def _page_of(row: Model) -> str:
    """Where the staff takes back one of two that can't both stand; "" where there is no page for it."""
    return reverse("seats:sign_up", args=[row.pk]) if row._meta.label == "seats.SignUp" else ""


def _compared(request: Request, kept: Person, merged: Person) -> dict[str, Any]:
    mine, other = known_persons.known_persons([kept, merged])
    counts = [dict(kinds_held(person, request.viewer)) for person in (kept, merged)]
    rows = wording.compare_persons(mine, other)
    names = [name for name in {**counts[0], **counts[1]} if name not in {row.label for row in rows}]
    kinds = [(name, counts[0].get(name, 0), counts[1].get(name, 0)) for name in names]
    return {"kept": mine, "merged": other, "kinds": kinds, "rows": rows}


def _decide(request: Request, kept: Person, merged: Person, form: SamePersonForm) -> HttpResponse:
    by, at = request.viewer, timezone.now()
    if form.cleaned_data["decision"] == "two":
        actions.mark_as_different_persons(person=kept, other=merged, by=by, at=at)
        acted(request, _("They are two persons: this pair will not come back."))
        return redirect("register:persons")
    done = actions.merge_persons(
        kept=kept, merged=merged, reasons=form.reasons, checked=form.cleaned_data["checked"], by=by, at=at
    )
    message = (
        _("One person now: %(person)s.")
        if done.joined_at
        else _("One person now for the chamber: %(person)s.")
    )
    acted(request, message % {"person": kept})
    return redirect("front:person", kept.pk)
