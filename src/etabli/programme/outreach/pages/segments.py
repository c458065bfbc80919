"""Groups of people; on what ground the chamber writes; what one person wants."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal.queries import history_of
from etabli.foundation.notices import budget
from etabli.foundation.notices.actions import not_now, silence_for, write_again
from etabli.foundation.notices.budget import refusal_text
from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.queries import unasked_contacts_of
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.actions import give_consent
from etabli.foundation.people.models import STAFF, Consent, Person, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import get_person, own_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.programme.outreach.actions import segments as actions
from etabli.programme.outreach.engine.audience import Why
from etabli.programme.outreach.forms import NoticeForm, SegmentForm
from etabli.programme.outreach.grounds import GROUNDS
from etabli.programme.outreach.models import Segment
from etabli.programme.outreach.notices import INVITATIONS
from etabli.programme.outreach.queries import segments as queries
from etabli.programme.outreach.queries.mailings import to_announce, written_to
from etabli.programme.outreach.wording import REASON_TEXTS, audience_text
from etabli.programme.workshops.queries import offered_themes


@allow(*STAFF)
def new(request: Request) -> HttpResponse:
    """A new group; "Count" says how many it holds before it is kept."""
    form = _form(request, None)
    if request.method == "POST" and form.is_valid() and "count" not in request.POST:
        chamber, fields = own_chamber(request.viewer), _fields(form)
        segment = actions.add_segment(chamber=chamber, **fields, by=request.viewer, at=timezone.now())
        acted(request, _("The group “%(name)s” is kept.") % {"name": segment})
        return redirect("outreach:segment", pk=segment.pk)
    return render(request, "outreach/segment_form.html", _context(request, form, None))


@allow(*STAFF)
def edit(request: Request, pk: int) -> HttpResponse:
    """A group: who is in it now, and what it asks for."""
    segment = queries.get_segment(request.viewer, pk)
    form = _form(request, segment)
    if request.method == "POST" and form.is_valid() and "count" not in request.POST:
        actions.change_segment(segment=segment, **_fields(form), by=request.viewer, at=timezone.now())
        acted(request, _("The group “%(name)s” is kept.") % {"name": segment})
        return redirect("outreach:segment", pk=pk)
    return render(request, "outreach/segment_form.html", _context(request, form, segment))


@allow(*STAFF)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Put a group away."""
    segment = queries.get_segment(request.viewer, pk)
    actions.withdraw_segment(segment=segment, by=request.viewer, at=timezone.now())
    acted(request, _("The group “%(name)s” is put away.") % {"name": segment})
    return redirect("outreach:mailings")


@allow(*STAFF)
def grounds(request: Request) -> HttpResponse:
    """Whom the chamber may write to, and what its management states."""
    notice = queries.notice_in_force(request.viewer)
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            chamber, since = own_chamber(request.viewer), form.cleaned_data["since_on"]
            actions.state_notice(chamber=chamber, since_on=since, by=request.viewer, at=timezone.now())
            acted(request, _("It is written down."))
            return redirect("outreach:grounds")
    context: dict[str, Any] = {"notice": notice, "form": form, "grounds": GROUNDS.values()}
    context["lines"] = history_of(request.viewer, notice) if notice else []
    context["may_state"] = request.viewer.role == Role.MANAGER
    return render(request, "outreach/grounds.html", context)


@allow(*STAFF)
def contact(request: Request, pk: int) -> HttpResponse:
    """Whether one person may be written to; what they said by telephone, written down."""
    person, at = get_person(request.viewer, pk), timezone.now()
    if request.method == "POST":
        acted(request, _note(person, request.POST.get("said", ""), request.viewer, at))
        return redirect("outreach:contact", pk=pk)
    place = queries.audience_of_one(request.viewer, person, at=at)
    context = {"person": person, "place": place, "written": written_to(request.viewer, person)}
    context["refuses"] = place.why is Why.REFUSED
    context["not_now_until"] = budget.not_now_until(person.party_id, at)
    context |= {"left": budget.messages_left(person.party_id, at), "most": settings.UNASKED_A_YEAR}
    rows = unasked_contacts_of(request.viewer, person)
    context["unasked"] = [
        (row.at, kinds()[row.kind].label, refusal_text(row.refused) if row.refused else "") for row in rows
    ]
    context["why"] = REASON_TEXTS[place.why] if place.why else ""
    context["ground"] = GROUNDS[place.ground] if place.ground else None
    return render(request, "outreach/contact.html", context)


def _note(person: Person, choice: str, by: Viewer, at: datetime) -> str:
    """Write down what they said; gives what to tell whoever did."""
    if choice == "yes":
        give_consent(person=person, purpose=Consent.Purpose.CONTACT, by=by, at=at)
        return _("Their agreement is written down.")
    if choice == "not_now":
        not_now(owner=person, by=by, at=at)
    elif choice == "write_again":
        write_again(owner=person, by=by, at=at)
    else:
        silence_for(person=person, codes=[INVITATIONS.code], silent=choice == "no", by=by, at=at)
    return _("Their choice is written down.")


def _form(request: Request, segment: Segment | None) -> SegmentForm:
    return SegmentForm(
        request.POST or None,
        themes=offered_themes(request.viewer.chamber_id),
        sessions=to_announce(request.viewer, timezone.now()),
        segment=segment,
    )


def _fields(form: SegmentForm) -> dict[str, Any]:
    return {"name": form.cleaned_data["name"].strip(), "criteria": form.criteria}


def _context(request: Request, form: SegmentForm, segment: Segment | None) -> dict[str, Any]:
    """With whom the group holds: as it was just chosen, else as it is kept."""
    criteria = segment.chosen if segment else None
    if form.is_bound:
        criteria = form.criteria if form.is_valid() else None
    audience = queries.audience_of(request.viewer, criteria, at=timezone.now())
    sentence = audience_text(audience) if criteria is not None else ""
    lines = history_of(request.viewer, segment) if segment else []
    return {"form": form, "segment": segment, "sentence": sentence, "lines": lines}
