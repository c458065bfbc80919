"""The guided brief: one question per screen, an overview, the agreement to write together."""

from collections.abc import Sequence
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import queries as journal
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.actions import withdraw_consent
from etabli.foundation.people.models import STAFF, Consent, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import active_consent, get_person
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs import actions, engine, queries
from etabli.procurement.briefs.comments import comments_of
from etabli.procurement.briefs.forms import (
    AgreementForm,
    BesideForm,
    DescriptionForm,
    FrameForm,
    NeedForm,
    StartForm,
)
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.rules import is_beside, may_write
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import Need
from etabli.territory.register.queries import artisan_of
from etabli.territory.register.trades import trade

CONCERNED = (Role.ARTISAN, *STAFF)


@allow(*CONCERNED)
def briefs(request: Request) -> HttpResponse:
    """My projects; for the adviser, those of the chamber's artisans."""
    context = {"cards": queries.my_briefs(request.viewer), "is_staff": request.viewer.role != Role.ARTISAN}
    return render(request, "briefs/brief_list.html", context)


@allow(Role.ARTISAN)
def start(request: Request) -> HttpResponse:
    """Choose what is wanted; the first question follows."""
    person = get_person(request.viewer, request.viewer.person_id or 0)
    form = StartForm(request.POST or None, initial={"trade": _trade(request, person.pk)})
    if form.is_valid():
        brief = actions.start_brief(person=person, **form.cleaned_data, by=request.viewer, at=timezone.now())
        return redirect(_first_question(brief))
    return render(request, "briefs/brief_start.html", {"form": form, "person": None})


@allow(*STAFF)
def start_beside(request: Request, person_pk: int) -> HttpResponse:
    """The adviser starts a brief beside the artisan, who agrees."""
    person = get_person(request.viewer, person_pk)
    form = BesideForm(request.POST or None, initial={"trade": _trade(request, person.pk)})
    if form.is_valid():
        brief = actions.start_brief(person=person, **form.cleaned_data, by=request.viewer, at=timezone.now())
        return redirect(_first_question(brief))
    return render(request, "briefs/brief_start.html", {"form": form, "person": person})


@allow(*CONCERNED)
def overview(request: Request, pk: int) -> HttpResponse:
    """The whole brief: its score, what is missing, every answer, what can be done with it."""
    brief = queries.get_brief(request.viewer, pk)
    lines = queries.lines(brief)
    result = engine.score(queries.plain(brief), load())
    labels = {line.need_id: line for line in lines}
    context = {
        "brief": brief,
        "lines": lines,
        "score": result,
        "missing": [labels[need_id] for need_id in result.missing[:3]],
        "ad": queries.ad_out(brief),
        "beside": is_beside(brief),
        "may_write": may_write(request.viewer, brief),
        "is_staff": request.viewer.is_staff_of(brief.chamber_id),
        "acts": journal.history_of(request.viewer, brief),
        "remarks": comments_of(brief),
    }
    return render(request, "briefs/brief_overview.html", context)


@allow(*CONCERNED)
def question(request: Request, pk: int, need_id: str) -> HttpResponse:
    """One need: the question, why it is asked, the answer. "Later" keeps what was written, and goes on."""
    brief = queries.get_brief(request.viewer, pk)
    if not may_write(request.viewer, brief):
        return redirect("briefs:beside", pk=pk)
    need, asked = queries.place_of(brief, need_id)
    said = next((row for row in brief.answers.all() if row.need_id == need_id), None)
    form = NeedForm(request.POST or None, need=need, said=said)
    before, after = _around(brief, need, asked)
    puts_off = "later" in request.POST
    if puts_off and not form.has_changed():
        return redirect(after)
    if form.is_valid():
        given = {**form.said(), "is_draft": puts_off and (said is None or said.is_draft)}
        actions.answer_need(brief=brief, need_id=need.id, **given, by=request.viewer, at=timezone.now())
        acted(request, _("Kept as a draft.") if given["is_draft"] else _("Saved."))
        return redirect(after)
    context = {"brief": brief, "need": _told(need), "form": form, "before": before, "after": after}
    context |= {"current": asked.index(need) + 1, "total": len(asked)}
    context["is_draft"] = said is not None and said.is_draft
    return render(request, "briefs/need_question.html", context)


@allow(*CONCERNED)
def describe(request: Request, pk: int) -> HttpResponse:
    """Title, trade, and what is wanted."""
    brief = queries.get_brief(request.viewer, pk)
    if not may_write(request.viewer, brief):
        return redirect("briefs:beside", pk=pk)
    form = DescriptionForm(request.POST or None, instance=brief)
    if form.is_valid():
        fresh = queries.get_brief(request.viewer, pk)
        actions.describe_brief(brief=fresh, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("Saved."))
        return redirect(_overview(brief))
    return render(
        request, "briefs/brief_form.html", {"brief": brief, "form": form, "title": _("Your project")}
    )


@allow(*CONCERNED)
def frame(request: Request, pk: int) -> HttpResponse:
    """Budget and date."""
    brief = queries.get_brief(request.viewer, pk)
    if not may_write(request.viewer, brief):
        return redirect("briefs:beside", pk=pk)
    form = FrameForm(request.POST or None, initial=_frame_of(brief))
    if form.is_valid():
        actions.set_frame(
            brief=brief,
            low_cents=form.cents("low"),
            high_cents=form.cents("high"),
            blank_why=form.cleaned_data["blank_why"],
            deadline_on=form.cleaned_data["deadline_on"],
            by=request.viewer,
            at=timezone.now(),
        )
        acted(request, _("Saved."))
        return redirect(_overview(brief))
    return render(
        request, "briefs/brief_form.html", {"brief": brief, "form": form, "title": _("Budget and date")}
    )


@allow(*STAFF)
def beside(request: Request, pk: int) -> HttpResponse:
    """Record that the artisan agrees to have the adviser write with them."""
    brief = queries.get_brief(request.viewer, pk)
    form = AgreementForm(request.POST or None)
    if form.is_valid():
        if not is_beside(brief):
            actions.write_beside(brief=brief, by=request.viewer, at=timezone.now())
            acted(request, _("The agreement is recorded. You write together."))
        return redirect(_overview(brief))
    return render(request, "briefs/brief_beside.html", {"brief": brief, "form": form})


@allow(*CONCERNED)
@require_POST
def alone(request: Request, pk: int) -> HttpResponse:
    """The artisan goes on alone: the agreement to write together ends."""
    brief = queries.get_brief(request.viewer, pk)
    consent = active_consent(brief.person, Consent.Purpose.BESIDE, brief)
    if consent is not None:
        withdraw_consent(consent=consent, by=request.viewer, at=timezone.now())
        acted(request, _("From now on the artisan writes alone. All the answers stay."))
    return redirect(_overview(brief))


@allow(*CONCERNED)
@require_POST
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Declare the brief ready to show."""
    brief = queries.get_brief(request.viewer, pk)
    actions.hand_over(brief=brief, by=request.viewer, at=timezone.now())
    acted(request, _("Your project is ready to show. You can still change it."))
    return redirect(_overview(brief))


@allow(*CONCERNED)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Put the brief away."""
    brief = queries.get_brief(request.viewer, pk)
    actions.withdraw_brief(brief=brief, by=request.viewer, at=timezone.now())
    acted(request, _("Your project is put away. Nothing is erased."))
    return redirect("briefs:list")


def _trade(request: Request, person_pk: int) -> str:
    artisan = artisan_of(request.viewer, get_person(request.viewer, person_pk))
    return trade(artisan.trade_code).label if artisan and artisan.trade_code else ""


def _around(brief: Brief, need: Need, asked: Sequence[Need]) -> tuple[str, str]:
    """The pages before and after a question; the overview at both ends."""
    place = asked.index(need)
    before = _question(brief, asked[place - 1].id) if place else _overview(brief)
    after = _question(brief, asked[place + 1].id) if place + 1 < len(asked) else _overview(brief)
    return before, after


def _told(need: Need) -> dict[str, str]:
    language = reader_language()
    return {name: getattr(need, name).in_language(language) for name in ("label", "question", "why", "risk")}


def _overview(brief: Brief) -> str:
    return reverse("briefs:overview", args=[brief.pk])


def _question(brief: Brief, need_id: str) -> str:
    return reverse("briefs:question", args=[brief.pk, need_id])


def _first_question(brief: Brief) -> str:
    first, _weight = load().asked_for(brief.outcome, brief.trade)[0]
    return _question(brief, first.id)


def _frame_of(brief: Brief) -> dict[str, object]:
    low, high = brief.budget_low_cents, brief.budget_high_cents
    return {
        "low": None if low is None else _euros(low),
        "high": None if high is None else _euros(high),
        "blank_why": brief.budget_blank_why,
        "deadline_on": brief.deadline_on,
    }


def _euros(cents: int) -> Decimal:
    return Decimal(cents // 100) if cents % 100 == 0 else Decimal(cents) / 100
