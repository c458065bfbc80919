"""Starting a project: with a name or without, what to begin with, and keeping what was begun."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.drafts.keeping import forget
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.limits import count_request_and_find_exceeded, limited
from etabli.foundation.people.links import new_link
from etabli.foundation.people.models import Role, SecretLink
from etabli.foundation.people.queries import default_chamber, get_person
from etabli.foundation.people.viewer import ACTING_KEY, act_by_link
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.pages import too_many
from etabli.procurement.briefs import actions, engine, queries
from etabli.procurement.briefs.answer_store import Sketch, Written
from etabli.procurement.briefs.forms.writing import ChooseForm, KeepForm, NumberForm, StartForm
from etabli.procurement.briefs.models import Brief, Outcome
from etabli.procurement.briefs.pages.interview import (
    ask,
    ask_frame,
    first_question,
    offer_subjects,
    overview_of,
    set_aside,
)
from etabli.territory.register.craft_field import Craft

# Whoever has no name here yet; a member or a relay has no project of their own, and the adviser chooses for whom.
VISITORS = (Role.NOBODY, Role.BEARER)
ANYBODY = (*VISITORS, Role.ARTISAN)
MOST_A_MINUTE = 600  # a whole workshop writes from one address


@allow(*ANYBODY)
@limited("project", per_minute=MOST_A_MINUTE)
def start(request: Request) -> HttpResponse:
    """What is wanted and by whom; the first question follows."""
    sketch, is_artisan = Sketch(request.session), request.viewer.role == Role.ARTISAN
    chamber_id = request.viewer.chamber_id or default_chamber().pk
    form = StartForm(request.POST or None, initial=_known(request, sketch), chamber_id=chamber_id)
    if not form.is_valid():
        begun = sketch if sketch.is_begun else None
        context = {"form": form, "person": None, "sketch": begun, "has_others": sketch.has_others}
        return render(request, "briefs/brief_start.html", context)
    if not is_artisan:
        given = {**form.cleaned_data, "craft": _stored(form.cleaned_data["craft"])}
        sketch.begin(**given, at=timezone.now())
        return redirect(first_question(sketch))
    person = get_person(request.viewer, request.viewer.person_id or 0)
    at = timezone.now()
    brief = actions.start_brief(person=person, **form.cleaned_data, by=request.viewer, at=at)
    return redirect(
        first_question(Written(queries.get_brief(request.viewer, brief.pk), by=request.viewer, at=at))
    )


@allow(*ANYBODY)
def choose(request: Request) -> HttpResponse:
    """Three short questions for whoever doesn't know, a proposal with its reason: free to take another."""
    form = ChooseForm(request.GET or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        given = form.cleaned_data
        proposal = engine.propose(
            given["aim"], has_time=given["time"] == "yes", has_money=given["money"] == "yes"
        )
        context |= {
            "outcome": proposal.outcome,
            "proposed": Outcome(proposal.outcome).label,
            "reason": proposal.reason.in_language(reader_language()),
        }
    return render(request, "briefs/brief_choose.html", context)


@allow(*VISITORS)
def sketch_overview(request: Request) -> HttpResponse:
    """What was answered so far, on this device only."""
    sketch = Sketch(request.session)
    if not sketch.is_begun:
        return redirect("briefs:start")
    context = {**overview_of(sketch), "outcome": Outcome(sketch.contents["outcome"]).label, "may_write": True}
    context["number"] = sketch.contents.get("number", "")
    return render(request, "briefs/sketch_overview.html", context)


@allow(*VISITORS)
@limited("project", per_minute=MOST_A_MINUTE)
def sketch_question(request: Request, need_id: str) -> HttpResponse:
    """One need of a sketch."""
    sketch = Sketch(request.session)
    return ask(request, sketch, need_id) if sketch.is_begun else redirect("briefs:start")


@allow(*VISITORS)
@limited("project", per_minute=MOST_A_MINUTE)
def sketch_budget_and_date(request: Request) -> HttpResponse:
    """Budget and date of a sketch."""
    sketch = Sketch(request.session)
    return ask_frame(request, sketch) if sketch.is_begun else redirect("briefs:start")


@allow(*VISITORS)
def sketch_subjects(request: Request) -> HttpResponse:
    """What may be added to a sketch."""
    sketch = Sketch(request.session)
    return offer_subjects(request, sketch) if sketch.is_begun else redirect("briefs:start")


@allow(*VISITORS)
@require_POST
def sketch_set_aside(request: Request, contradiction: str) -> HttpResponse:
    """Set what doesn't go together aside in a sketch, or back."""
    sketch = Sketch(request.session)
    return set_aside(request, sketch, contradiction) if sketch.is_begun else redirect("briefs:start")


@allow(*ANYBODY)
@limited("project.keep", per_minute=30)
def keep(request: Request) -> HttpResponse:
    """A name and a way to be reached: the sketch becomes a project, that another device can open.

    Who has come in by their link meanwhile has said who they are already.
    """
    sketch, is_artisan = Sketch(request.session), request.viewer.role == Role.ARTISAN
    if not sketch.is_begun or (is_artisan and request.method != "POST"):
        return redirect("briefs:start")
    form = KeepForm(request.POST or None)
    if not is_artisan and not form.is_valid():
        return render(request, "briefs/sketch_keep.html", {"form": form})
    email = "" if is_artisan else form.act_arguments["email"]
    if email and count_request_and_find_exceeded(f"project:{email}"):
        return too_many(request, wait_seconds=3600)  # each project is told by a mail
    own = {"person": get_person(request.viewer, request.viewer.person_id or 0)} if is_artisan else {}
    brief = _keep(request, sketch, own or form.act_arguments)
    sketch.forget()
    forget(request)
    if not is_artisan:
        _hold(request, brief)
    messages.success(
        request, _kept_message(by_phone=not is_artisan and bool(form.act_arguments.get("phone")))
    )
    return redirect("briefs:overview", pk=brief.pk)


def _kept_message(*, by_phone: bool) -> str:
    """The screen goes by what was typed: it tells nobody who is known."""
    if by_phone:
        return _(
            "Your project is kept, and this device goes on opening it. No e-mail? Your adviser calls you."
        )
    return _("Your project is kept. You can find it again on another device.")


@allow(*VISITORS)
@require_POST
def another(request: Request) -> HttpResponse:
    """Somebody else begins on this device: what was begun or opened there is put aside, and shown no more."""
    Sketch(request.session).put_aside()
    forget(request)
    request.session.pop(ACTING_KEY, None)
    messages.success(request, _("The project that was begun here is put aside: nobody sees it."))
    return redirect("briefs:start")


@allow(*VISITORS)
@limited("project.number", per_minute=30)
def take_up(request: Request) -> HttpResponse:
    """Whoever began a project on this device brings it back by its number."""
    form, sketch = NumberForm(request.POST or None), Sketch(request.session)
    if form.is_valid():
        if sketch.has_others and count_request_and_find_exceeded(
            f"project.number:{request.session.session_key}"
        ):
            return too_many(request, wait_seconds=3600)
        if sketch.take_up(form.cleaned_data["number"]):
            forget(request)
            return redirect("briefs:sketch_overview")
        form.add_error(
            "number", _("No project put aside here has this number. Look again at what you noted.")
        )
    return render(request, "briefs/sketch_take_up.html", {"form": form}, status=422 if form.errors else 200)


@allow(*VISITORS)
def throw_away(request: Request) -> HttpResponse:
    """Nothing of a sketch stays on this device: asked once, since there is no way back."""
    if request.method != "POST":
        return render(request, "briefs/sketch_throw_away.html")
    forget(request)
    Sketch(request.session).forget()
    messages.success(request, _("Nothing of your project is left on this device."))
    return redirect("briefs:start")


def _keep(request: Request, sketch: Sketch, who: dict[str, Any]) -> Brief:
    return actions.keep_sketch(
        **who,
        chamber=default_chamber(),
        plain=sketch.plain(),
        aside=sketch.aside,
        drafts={
            need_id: (kept.answer, kept.note) for need_id, kept in sketch.kept().items() if kept.is_draft
        },
        craft=_craft(sketch.contents["craft"]),
        by=request.viewer,
        at=timezone.now(),
    )


def _hold(request: Request, brief: Brief) -> None:
    """This browser bears the link to the project that it has just made, and to nothing else, whether the chamber knew
    the address or not."""
    link = new_link(
        person=brief.person,
        scope=SecretLink.Scope.PROJECT,
        subject_id=brief.pk,
        is_open=True,
        at=brief.started_at,
    )
    request.session.cycle_key()
    act_by_link(request, link)


def _known(request: Request, sketch: Sketch) -> dict[str, str]:
    """What need not be said again: the outcome proposed, the trade known or typed before."""
    outcome = request.GET.get("choix", "")
    known = {"outcome": outcome if outcome in Outcome.values else sketch.contents.get("outcome", "")}
    if request.viewer.role == Role.ARTISAN:
        person = get_person(request.viewer, request.viewer.person_id or 0)
        return {**known, "trade": queries.trade_of(request.viewer, person)}
    return {**known, "trade": sketch.contents.get("trade", "")}


def _stored(craft: Craft) -> dict[str, Any]:
    business = craft.business.pk if craft.business else None
    return {"business": business, "trade_code": craft.trade_code, "business_name": craft.business_name}


def _craft(stored: dict[str, Any]) -> Craft:
    business = queries.business_of(stored["business"]) if stored["business"] else None
    return Craft(business, stored["trade_code"], stored["business_name"])
