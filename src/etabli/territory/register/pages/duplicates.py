"""Two records that may be one business: somebody says whether they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_chamber
from etabli.territory.register import actions, records, wording
from etabli.territory.register.actions.merging import filled_values
from etabli.territory.register.models import Business, Duplicate
from etabli.territory.register.record_forms import PairForm
from etabli.territory.register.tasks import find_duplicates

PER_PAGE = 12


@allow(*STAFF)
def duplicates_to_decide(request: Request) -> HttpResponse:
    """The pairs to look at, the likeliest first."""
    duplicates = records.duplicates_waiting(request.viewer)
    page = Paginator(duplicates, PER_PAGE).get_page(request.GET.get("page"))
    pairs = [(pair, wording.duplicate_reasons_text(pair.reasons)) for pair in page]
    context = {"page": page, "pairs": pairs, "is_looking": "cherche" in request.GET}
    return render(request, "register/duplicates.html", context)


@allow(*STAFF)
@require_POST
def look_for_duplicates_now(request: Request) -> HttpResponse:
    """Look for duplicates now, without waiting for the next import."""
    find_duplicates.enqueue(own_chamber(request.viewer).pk)
    return redirect(reverse("register:duplicates") + "?cherche=1")


@allow(*STAFF)
def pair(request: Request, pk: int) -> HttpResponse:
    """The two records side by side, and what the one that stays will hold."""
    couple = records.get_pair(request.viewer, pk)
    form = PairForm(request.POST or None, pair=(couple.one_id, couple.other_id))
    kept, duplicate = kept_and_duplicate(couple, request.GET.get("reste", ""))
    if request.method == "POST" and form.is_valid():
        return _decide(request, couple, form)
    context = {
        "pair": couple,
        "kept": kept,
        "duplicate": duplicate,
        "form": form,
        "rows": compared_fields(kept, duplicate),
        "reasons": wording.duplicate_reasons_text(couple.reasons),
    }
    return render(request, "register/pair.html", context, status=422 if form.errors else 200)


def _decide(request: Request, pair: Duplicate, form: PairForm) -> HttpResponse:
    if form.cleaned_data["decision"] == "two":
        actions.keep_apart(pair=pair, by=request.viewer, at=timezone.now())
        acted(request, _("These are two businesses: this pair will not come back."))
        return redirect("register:duplicates")
    kept, duplicate = kept_and_duplicate(pair, str(form.cleaned_data["kept"]))
    actions.merge_businesses(kept=kept, duplicate=duplicate, by=request.viewer, at=timezone.now())
    acted(request, _("One record now: %(business)s.") % {"business": kept})
    return redirect("register:duplicates")


# Two records side by side: which one stays, what differs, what the one that stays will hold.


@dataclass(frozen=True)
class ComparedField:
    """One field of both, in words, and what will be held. `differs`: both say something, and not the same."""

    label: str
    kept: str
    duplicate: str
    held: str
    differs: bool


def kept_and_duplicate(pair: Duplicate, wanted: str) -> tuple[Business, Business]:
    """(the record that stays, the other): the one asked for; else that with a SIRET, then the open, then the older."""
    if wanted in {str(pair.one_id), str(pair.other_id)}:
        kept = pair.one if wanted == str(pair.one_id) else pair.other
    else:
        kept = max(
            (pair.one, pair.other),
            key=lambda business: (bool(business.siret), business.closed_on is None, -business.pk),
        )
    return kept, pair.other if kept is pair.one else pair.one


def compared_fields(kept: Business, duplicate: Business) -> list[ComparedField]:
    """Every field that one of them says."""
    filled = filled_values(kept, duplicate)
    will = Business(
        **{name: filled.get(name, getattr(kept, name)) for name in _COPIED_FIELDS}, commune=kept.commune
    )
    if "commune_code" in filled:
        will.commune = duplicate.commune
    mine, other, held = _facts(kept), _facts(duplicate), _facts(will)
    return [
        ComparedField(label, mine[label], other[label], held[label], _differ(mine[label], other[label]))
        for label in mine
        if mine[label] or other[label]
    ]


_COPIED_FIELDS = (
    "siret", "name", "other_names", "trade_code", "naf_code", "commune_code", "address", "postal_code", "phone",
    "email", "legal_form", "headcount", "created_on", "closed_on", "sector",
)  # fmt: skip


def _facts(business: Business) -> dict[str, str]:
    facts = dict(wording.business_facts(business, include_empty=True))
    return {_("Name"): business.name, **facts}


def _differ(value: str, other: str) -> bool:
    return bool(value and other and value.casefold() != other.casefold())
