"""The examples of a session: those proposed, those chosen, and what is projected in the room."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from etabli.foundation.documents import qr_svg
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.programme.showcase import actions, queries
from etabli.programme.showcase.models import Story
from etabli.programme.showcase.story_content import facts
from etabli.programme.workshops.queries import session_for_staff

# A story as the room sees it: big words, and its photo within the page.


@dataclass(frozen=True)
class Slide:
    """One slide; `picture` is a data: address, empty without a photo."""

    number: int
    story: Story
    facts: list[tuple[str, str]]
    picture: str


def slides_of(stories: Iterable[Story], *, first: int = 2) -> list[Slide]:
    """A slide for each story, numbered from `first`. A photo that can't be read is left out: the words remain."""
    return [Slide(at, story, facts(story), _picture(story)) for at, story in enumerate(stories, first)]


def _picture(story: Story) -> str:
    if story.photo is None or story.photo.is_erased:
        return ""
    try:
        with story.photo.content.open("rb") as file:
            return f"data:{story.photo.content_type};base64,{b64encode(file.read()).decode()}"
    except OSError:
        return ""


MAX_STORIES = 12  # stories in one half-day


@allow(*STAFF)
def examples(request: Request, pk: int) -> HttpResponse:
    """Which stories this session shows: proposed, added, put in order, taken out."""
    session = session_for_staff(request.viewer, pk)
    if request.method == "POST":
        return _arrange(request, pk)
    chosen = queries.chosen_stories(request.viewer, session)
    proposals = queries.proposals(request.viewer, session)
    taken_ids = {example.story.pk for example in chosen}
    remaining = [example for example in proposals if example.story.pk not in taken_ids]
    listed_ids = taken_ids | {example.story.pk for example in remaining}
    context = {
        "session": session,
        "chosen": chosen,
        "proposed": remaining,
        "others": queries.others(request.viewer, session, listed_ids)[:60],
        "is_full": len(chosen) >= MAX_STORIES,
    }
    return render(request, "showcase/session_examples.html", context)


def _arrange(request: Request, pk: int) -> HttpResponse:
    """One button of the page: its act, and the story that it is about."""
    session = session_for_staff(request.viewer, pk)
    verb = next((name for name in ARRANGEMENTS if name in request.POST), "")
    number = request.POST.get(verb, "")
    before = [example.story for example in queries.chosen_stories(request.viewer, session)]
    if not (number.isascii() and number.isdecimal() and len(number) < 15):
        raise Http404
    story = queries.get_shown(request.viewer, session, int(number))
    after = ARRANGEMENTS[verb](before, story)[:MAX_STORIES]
    if [story.pk for story in after] != queries.chosen_ids(session):
        actions.choose_stories(session=session, stories=after, by=request.viewer, at=timezone.now())
        acted(request, _("The examples of this session are kept in this order."))
    return redirect(f"{reverse('showcase:session', args=[pk])}#chosen")


def _move[T](rows: list[T], row: T, by: int) -> list[T]:
    """The rows with this one `by` places further, as far as there is room."""
    if row not in rows:
        return rows
    at = rows.index(row)
    other_rows = rows[:at] + rows[at + 1 :]
    new_place = min(max(at + by, 0), len(other_rows))
    return [*other_rows[:new_place], row, *other_rows[new_place:]]


ARRANGEMENTS: dict[str, Callable[..., list[Story]]] = {
    "add": lambda rows, row: rows if row in rows else [*rows, row],
    "out": lambda rows, row: [other for other in rows if other != row],
    "up": lambda rows, row: _move(rows, row, -1),
    "down": lambda rows, row: _move(rows, row, 1),
}


@allow(*STAFF)
def project(request: Request, pk: int) -> HttpResponse:
    """All the slides in one page, photos included: once it is open, no network is needed."""
    session = session_for_staff(request.viewer, pk)
    address = f"{settings.BASE_URL}{reverse('surveys:answer', args=[session.code])}"
    label = _("QR code to %(address)s") % {"address": address}
    context = {
        "session": session,
        "slides": slides_of(queries.to_project(request.viewer, session)),
        "square": mark_safe(qr_svg(address, label=label)),  # drawn by segno from an address of ours
        "address": address.partition("://")[2].rstrip("/"),
    }
    return render(request, "showcase/session_projected.html", context)
