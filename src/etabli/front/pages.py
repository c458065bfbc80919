"""Pages that compose several apps: the home, a relay's page, the desk of each role, the figures."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from etabli.foundation.journal.browsing import page_of
from etabli.foundation.own_data.chapters import chapters
from etabli.foundation.people import queries as people
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.forms import HistoryForm
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.search.queries import kinds
from etabli.front import desks, figures, person_timeline, search_pages, searchable_acts
from etabli.front.forms import PersonForm
from etabli.front.help_answers import QUESTIONS
from etabli.front.person import person_context
from etabli.programme.diagnosis.answer_store import Notebook
from etabli.programme.showcase.pictures import drawing_of
from etabli.programme.showcase.queries import story_to_tell
from etabli.programme.workshops.calendar.cards import upcoming_sessions
from etabli.territory.places.queries import unambiguous_text
from etabli.territory.relays import actions as relays
from etabli.territory.relays.links import viewer_by_opened_link
from etabli.territory.relays.queries import commune_of_code, relay_for_code
from etabli.territory.relays.rules import is_own

KNOWN_ROLES = frozenset(Role) - {Role.NOBODY, Role.BEARER}
OWN_PAGES: dict[str, str] = {Role.RELAY: "front:relay_space", Role.ARTISAN: "journeys:path"}


@public
def home(request: Request) -> HttpResponse:
    """What Établi does, one story, the path, the next workshops; the desk for those who are known. Two statements."""
    if request.viewer.role in KNOWN_ROLES:
        return redirect("front:desk")
    at, notebook = timezone.now(), Notebook(request)
    notebook.stay(at=at)
    number, total = notebook.place
    sessions, story = upcoming_sessions(request.viewer, near=None, at=at), story_to_tell(request.viewer)
    context = {
        "sessions": sessions[:3],
        "announced": len(sessions),
        "story": story,
        "drawing": drawing_of(story.trade_code) if story else "mason",
        "is_begun": bool(notebook.answers),
        "number": number,
        "total": total,
    }
    return render(request, "front/home.html", context)


@public
def relay(request: Request, code: str) -> HttpResponse:
    """A town hall's own page: the workshops nearest to it. An address that is over, or mistyped, shows the workshops
    near the commune that it names, else all of them: never a 404."""
    requested_code = re.sub(r"[^\w-]", "", code, flags=re.ASCII)[:40].lower()
    relay = relay_for_code(requested_code)
    if relay is None:
        near = commune_of_code(requested_code)
        query = f"?{urlencode({'commune': unambiguous_text(near)})}" if near else ""
        return redirect(f"{reverse('workshops:list')}{query}")
    if request.method == "GET" and not is_own(
        viewer_by_opened_link(request) or request.viewer, relay
    ):  # its own look is no visit
        relays.count_visit(relay=relay, at=timezone.now())
    sessions = upcoming_sessions(request.viewer, near=relay.commune_id, at=timezone.now())
    return render(request, "front/relay.html", {"relay": relay, "sessions": sessions[:8]})


@allow(*KNOWN_ROLES)
def desk(request: Request) -> HttpResponse:
    """Where each role begins: what is waiting, one main thing to do."""
    role = request.viewer.role
    if role in OWN_PAGES:
        return redirect(OWN_PAGES[role])
    name, context = desks.desk_of(request.viewer, timezone.now())
    return render(request, f"front/desk_{name}.html", context)


@allow(Role.ARTISAN)
def mine(request: Request) -> HttpResponse:
    """What an artisan is signed up for and went to, their half-days, and what they can print."""
    return render(request, "front/mine.html", desks.artisan_papers(request.viewer, timezone.now()))


@public
def search(request: Request) -> HttpResponse:
    """One box: whatever the viewer may see, by kind, the nearest first; or all of one kind, page by page."""
    text = request.GET.get("q", "").strip()[: search_pages.MAX_LENGTH]
    kind = request.GET.get("kind", "")
    context: dict[str, Any] = {"text": text}
    if text and kind in kinds():
        label, page = search_pages.results_of_kind(request.viewer, text, kind, request.GET.get("page"))
        return render(request, "front/search_all.html", {**context, "label": label, "page": page})
    groups = search_pages.search_groups(request.viewer, text)
    context |= {"groups": groups, "total": sum(group.total for group in groups)}
    context |= {
        "asks": request.viewer.role in searchable_acts.PUBLIC,
        "notes_calls": request.viewer.role in STAFF,
    }
    context["to_try"] = [] if groups else search_pages.words_to_try(request.viewer, text)
    return render(request, f"front/search.html{'#answer' if request.htmx else ''}", context)


@allow(*STAFF)
def person(request: Request, pk: int) -> HttpResponse:
    """What the adviser knows of somebody, on one page, before they call them or receive them. Whoever was joined to
    another leads there."""
    person_kept = people.current_person_of(people.get_person(request.viewer, pk))
    if person_kept.pk != pk:
        return redirect("front:person", person_kept.pk)
    return render(request, "front/person.html", person_context(request.viewer, person_kept, timezone.now()))


@allow(Role.ARTISAN, *STAFF)
def person_history(request: Request, pk: int) -> HttpResponse:
    """All that was done about a person, by day; for them and for the staff of their chamber."""
    person = people.get_person(request.viewer, pk)
    if person.merged_into_id and request.viewer.role in STAFF:
        return redirect("front:person_history", people.current_person_of(person).pk)
    form = HistoryForm(request.GET)
    page = page_of(
        request.viewer,
        person_timeline.entries_about(request.viewer, person),
        form.history_filter(),
        request.GET.get("page"),
        in_charge=request.viewer.is_staff_of(person.chamber_id),
    )
    return render(request, "front/person_history.html", {"person": person, "form": form, "page": page})


@allow(Role.ARTISAN, *STAFF)
def nothing_lost(request: Request, pk: int) -> HttpResponse:
    """All that was ever entered for a person, thing by thing, what was taken back included."""
    person = people.get_person(request.viewer, pk)
    themes, page = person_timeline.all_that_was_entered(request.viewer, person, request.GET.get("page"))
    return render(request, "front/nothing_lost.html", {"person": person, "themes": themes, "page": page})


@allow(Role.ARTISAN, *STAFF)
def correct(request: Request, pk: int) -> HttpResponse:
    """The name and the telephone of a person, put right by themselves or by their adviser."""
    person = people.get_person(request.viewer, pk)
    after = redirect("front:person", pk) if request.viewer.role in STAFF else redirect("front:desk")
    initial = {"name": person.name, "phone": person.phone}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        if form.cleaned_data != initial:
            correct_person(person=person, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("It is corrected."))
        return after
    return render(request, "front/person_correct.html", {"person": person, "form": form, "back": after.url})


@public
def figures_page(request: Request) -> HttpResponse:
    """The public figures of a year, by territory: a map, a table, a measure to choose.

    An address that asks for what there is not is answered by what there is, and says so.
    """
    this_year = timezone.localdate().year
    years = [this_year + 1, this_year, this_year - 1, this_year - 2]
    asked_year, asked_measure = request.GET.get("annee", ""), request.GET.get("mesure", "")
    year = next((year for year in years if str(year) == asked_year), this_year)
    measure = asked_measure if asked_measure in figures.MEASURE_WORDS else figures.FIRST_MEASURE
    context: dict[str, Any] = {
        "page": figures.public_figures(request.viewer, year, measure),
        "years": years,
        "unknown_year": asked_year if asked_year not in {"", str(year)} else "",
        "is_measure_unknown": asked_measure not in {"", measure},
    }
    return render(request, "front/figures.html", context)


@public
def help_page(request: Request) -> HttpResponse:
    """The questions that people ask, answered."""
    return render(request, "front/help.html", {"questions": QUESTIONS})


@public
def privacy(request: Request) -> HttpResponse:
    """What we keep of you, why, how long; generated from what each app declares."""
    kept = chapters()
    context = {
        "chapters": kept,
        "expiring": [row for chapter in kept for row in chapter.rows if row.expires],
        "session_days": settings.SESSION_COOKIE_AGE // (24 * 3600),
    }
    return render(request, "front/privacy.html", context)


@public
def legal(request: Request) -> HttpResponse:
    """Who publishes this site: what the chamber wrote, or its name and telephone."""
    return render(request, "front/legal.html")


@public
def accessibility(request: Request) -> HttpResponse:
    """How far everybody can use Établi, what was tried, what was not, how to tell us."""
    return render(request, "front/accessibility.html")
