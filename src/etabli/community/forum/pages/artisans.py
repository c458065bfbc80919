"""An artisan's questions: theirs, asking one, and the adviser asking one beside them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from etabli.community.association.queries import association_of
from etabli.community.forum import actions, queries
from etabli.community.forum.forms import ArtisanQuestionForm, BesideQuestionForm, form_of
from etabli.community.forum.pages.writing import asked_sentence, question_page, typed_question
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import get_person


@allow(Role.ARTISAN)
def mine(request: Request) -> HttpResponse:
    """What one asked, and what became of it."""
    threads = queries.threads_of_person(request.viewer, _viewer_as_person(request))
    return render(request, "forum/mine.html", {"threads": threads})


@allow(Role.ARTISAN)
@limited("forum.write", per_minute=20)
def ask(request: Request) -> HttpResponse:
    """Ask the professionals of the association, without one's name or with it."""
    return _ask_page(request, _viewer_as_person(request), ArtisanQuestionForm)


@allow(*STAFF)
@limited("forum.write", per_minute=20)
def ask_beside(request: Request, person_pk: int) -> HttpResponse:
    """Ask for an artisan, beside them."""
    return _ask_page(request, get_person(request.viewer, person_pk), BesideQuestionForm)


def _viewer_as_person(request: Request) -> Person:
    return get_person(request.viewer, request.viewer.person_id or 0)


def _ask_page(request: Request, person: Person, kind: type[ArtisanQuestionForm]) -> HttpResponse:
    organisation = association_of(person.chamber_id)
    form = form_of(kind, request.POST, organisation_id=organisation.pk if organisation else None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            thread = actions.ask_as_artisan(
                person=person, **typed_question(form), by=request.viewer, at=timezone.now()
            )
            acted(request, asked_sentence(thread))
            return redirect("forum:thread", pk=thread.pk)
    return question_page(request, form, None, person)
