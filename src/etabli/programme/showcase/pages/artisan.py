"""The artisan's side, by the link of the mail or from their space: read, correct, agree, take off."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.programme.showcase import actions, queries
from etabli.programme.showcase.forms import StoryForm
from etabli.programme.showcase.models import Story
from etabli.programme.showcase.story_content import facts
from etabli.programme.showcase.tasks import RETENTION


@allow(Role.ARTISAN, Role.BEARER)
def my_story(request: Request, pk: int) -> HttpResponse:
    """My story: its words in a form, and under them the agreement. "Later" keeps everything, and shows nothing."""
    story = queries.own_story(request.viewer, pk)
    later = "later" in request.POST
    form = StoryForm(*form_data(request), story=story, may_lack=later)
    if request.method == "POST" and story.state != Story.State.WITHDRAWN and form.is_valid():
        try:
            return _save_form(request, story, form, later=later)
        except actions.ChangedMeanwhile as refusal:
            story = queries.own_story(request.viewer, pk)
            form.start_again_from(story)
            form.add_error(None, str(refusal))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
    context = {"story": story, "facts": facts(story), "form": form, "kept_days": RETENTION.days}
    return render(request, "showcase/story_own.html", context, status=422 if form.errors else 200)


def _save_form(request: Request, story: Story, form: StoryForm, *, later: bool) -> HttpResponse:
    now = timezone.now()
    if form.has_changed():
        actions.correct_story(story=story, **form.act_arguments, by=request.viewer, at=now)
        story = queries.own_story(request.viewer, story.pk)
    if later:
        acted(request, _("Kept. Nothing is shown until you agree."))
    elif story.state != Story.State.PUBLISHED:
        actions.agree(story=story, by=request.viewer, at=now)
        acted(request, _("Thank you: your story is published. You can take it off whenever you like."))
    return redirect("showcase:mine", pk=story.pk)


@allow(Role.ARTISAN, Role.BEARER, *STAFF)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a story off every page, at once."""
    story = queries.written_story(request.viewer, pk)
    actions.withdraw_story(story=story, by=request.viewer, at=timezone.now())
    acted(request, _("The story is taken off: nobody sees it on the site any more."))
    is_staff = request.viewer.is_staff_of(story.chamber_id)
    return redirect("showcase:desk" if is_staff else "showcase:mine", pk=pk)


def form_data(request: Request) -> tuple[Any, Any]:
    """What a form with files is made of."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
