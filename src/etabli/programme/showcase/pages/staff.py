"""The staff's side: the stories of the chamber, one story, its writing, its agreement."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.journal.queries import history_of
from etabli.foundation.notices.budget import refusal_text
from etabli.foundation.notices.queries import count_not_sent
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import get_person, own_chamber
from etabli.programme.showcase import actions, queries
from etabli.programme.showcase.forms import DeskStoryForm, PaperForm
from etabli.programme.showcase.models import Story
from etabli.programme.showcase.notices import asking_key
from etabli.programme.showcase.pages.artisan import form_data
from etabli.programme.showcase.story_content import facts, missing_parts_of
from etabli.programme.showcase.tasks import RETENTION
from etabli.territory.register.queries import artisan_of
from etabli.territory.register.trades import trade

PAGE_SIZE = 12


@allow(*STAFF)
def stories(request: Request) -> HttpResponse:
    """The stories that the chamber keeps, all or those of one state."""
    state = request.GET.get("etat", "")
    stories = queries.chamber_stories(request.viewer, state)
    context = {
        "page": Paginator(stories, PAGE_SIZE).get_page(request.GET.get("page")),
        "state": state,
        "states": Story.State.choices,
    }
    return render(request, "showcase/desk_list.html", context)


@allow(*STAFF)
def new(request: Request, person_pk: int = 0) -> HttpResponse:
    """Write a story, of a known person or not; "Later" keeps it as it is."""
    person = get_person(request.viewer, person_pk) if person_pk else None
    form = _new_form(request, person)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            story = actions.write_story(
                chamber=own_chamber(request.viewer),
                person=person,
                telling=form.telling,
                named=form.named,
                photo=form.cleaned_data["photo"],
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, _("The story is kept. Nobody sees it until the artisan agrees."))
            return redirect("showcase:desk", pk=story.pk)
    context = {"form": form, "person": person, "story": None}
    return render(request, "showcase/desk_form.html", context, status=422 if form.errors else 200)


def _new_form(request: Request, person: Person | None) -> DeskStoryForm:
    return DeskStoryForm(
        *form_data(request),
        initial=_known_values(request, person),
        is_named=person is not None,
        chamber_id=own_chamber(request.viewer).pk,
        may_lack="later" in request.POST,
    )


@allow(*STAFF)
def desk(request: Request, pk: int) -> HttpResponse:
    """One story as it stands: what it says, what it lacks, where the agreement is, its history."""
    story = queries.story_for_staff(request.viewer, pk)
    context = {
        "story": story,
        "facts": facts(story),
        "lacks": missing_parts_of(story),
        "kept_days": RETENTION.days,
        "form": PaperForm(today=timezone.localdate()),
        "lines": history_of(request.viewer, story),
        "not_sent": [refusal_text(why) for why in count_not_sent(key=asking_key(story))],
    }
    return render(request, "showcase/desk_detail.html", context)


@allow(*STAFF)
def write(request: Request, pk: int) -> HttpResponse:
    """Change a story. What was published is shown no more, until the artisan agrees to the new text."""
    story = queries.story_for_staff(request.viewer, pk)
    is_named, may_lack = story.person is not None, "later" in request.POST
    form = DeskStoryForm(
        *form_data(request), story=story, is_named=is_named, chamber_id=story.chamber_id, may_lack=may_lack
    )
    if request.method == "POST" and form.is_valid():
        fields = {**form.act_arguments, "named": form.named}
        try:
            if form.has_changed():
                actions.correct_story(story=story, **fields, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            story = queries.story_for_staff(request.viewer, pk)
            form.start_again_from(story)
            form.add_error(None, str(refusal))
        else:
            acted(request, _("The story is kept."))
            return redirect("showcase:desk", pk=pk)
    context = {"form": form, "person": story.person, "story": story}
    return render(request, "showcase/desk_form.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
@require_POST
def ask(request: Request, pk: int) -> HttpResponse:
    """Send the artisan the link by which they read and agree."""
    story = queries.story_for_staff(request.viewer, pk)
    actions.ask_for_agreement(story=story, by=request.viewer, at=timezone.now())
    acted(request, _("The artisan receives a link by e-mail, to read over and to agree."))
    return redirect("showcase:desk", pk=pk)


@allow(*STAFF)
def paper(request: Request, pk: int) -> HttpResponse:
    """Record an agreement that was signed on paper."""
    story = queries.story_for_staff(request.viewer, pk)
    form = PaperForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        day = form.cleaned_data["signed_on"]
        with refusals_in(form):
            actions.agree_on_paper(story=story, signed_on=day, by=request.viewer, at=timezone.now())
            acted(request, _("The agreement is recorded: the story is published."))
            return redirect("showcase:desk", pk=pk)
    context = {"story": story, "form": form}
    return render(request, "showcase/desk_paper.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
def sheet(request: Request, pk: int) -> HttpResponse:
    """The text of the story, to be read and signed on paper."""
    story = queries.story_for_staff(request.viewer, pk)
    return render(request, "showcase/desk_sheet.html", {"story": story, "facts": facts(story)})


def _known_values(request: Request, person: Person | None) -> dict[str, object]:
    """What need not be typed again: the trade and the commune of the artisan, the name of their business."""
    artisan = artisan_of(request.viewer, person) if person else None
    if artisan is None:
        return {}
    code = artisan.trade_code
    business = artisan.business.name if artisan.business else artisan.business_name
    return {"trade": trade(code).label if code else "", "commune": artisan.commune, "shown_as": business}
