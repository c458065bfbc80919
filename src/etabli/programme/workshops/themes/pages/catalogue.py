"""The public pages: the themes, one theme, its sheets, and asking for it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.files.responses import document_response
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import default_chamber
from etabli.programme.workshops import actions
from etabli.programme.workshops.calendar.cards import upcoming_sessions
from etabli.programme.workshops.models import Theme
from etabli.programme.workshops.themes import queries
from etabli.programme.workshops.themes.forms import AskForm
from etabli.programme.workshops.themes.sheets import sheets_pdf
from etabli.programme.workshops.themes.versions import version_in_force
from etabli.programme.workshops.themes.wording import LEVELS
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import find_commune
from etabli.territory.register.queries import artisan_of

MAX_DATES = 3  # shown of a theme, the nearest


@public
def themes(request: Request) -> HttpResponse:
    """The catalogue: all themes, or those of one level."""
    level = request.GET.get("niveau", "")
    chosen = int(level) if level in {str(number) for number in LEVELS} else None
    context = {
        "offers": queries.catalogue(request.viewer, level=chosen, at=timezone.now()),
        "levels": LEVELS,
        "chosen": chosen,
    }
    return render(request, "workshops/themes/theme_list.html", context)


@public
@limited("theme_wish", per_minute=20)
def theme(request: Request, code: str) -> HttpResponse:
    """One theme: what it brings, its programme, its sheets, its next sessions; and asking for it."""
    theme = queries.get_theme(request.viewer, code)
    commune = find_commune(request.GET.get("commune", "")) if request.GET.get("commune") else None
    form = AskForm(request.POST or None, initial=_known_already(request, commune))
    if request.method == "POST" and form.is_valid():
        try:
            _ask_for_theme(request, theme, form)
        except actions.AlreadyAsked:
            messages.success(request, _thanks())
            return redirect("workshops:theme", code=code)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _thanks())
            return redirect("workshops:theme", code=code)
    return render(request, "workshops/themes/theme_detail.html", _detail(request, theme, form, commune))


@public
def sheet(request: Request, code: str, number: int) -> HttpResponse:
    """One sheet to print."""
    theme = queries.get_theme(request.viewer, code)
    chamber = _chamber(request, theme)
    content = queries.content_of(version_in_force(theme, chamber.pk), theme)
    if not 1 <= number <= len(content.sheets):
        raise Http404
    pdf = sheets_pdf(theme.title, chamber.name, content.sheets[number - 1 : number])
    return document_response(pdf, f"fiche-{theme.pk}-{number}.pdf")


def _detail(request: Request, theme: Theme, form: AskForm, commune: Commune | None) -> dict[str, Any]:
    chamber = _chamber(request, theme)
    code = commune.code if commune else None
    to_come = upcoming_sessions(request.viewer, near=code, at=timezone.now())
    return {
        "theme": theme,
        "content": queries.content_of(version_in_force(theme, chamber.pk), theme),
        "level": LEVELS[theme.level],
        "form": form,
        "near": commune,
        "commune_code": code or "",
        "sessions": [card for card in to_come if card.theme == theme.pk][:MAX_DATES],
        "is_staff": request.viewer.is_staff_of(chamber.pk),
    }


def _ask_for_theme(request: Request, theme: Theme, form: AskForm) -> None:
    email, phone = form.cleaned_data["contact"]
    person = _own_person(request)
    actions.ask_for_theme(
        theme=theme,
        chamber=_chamber(request, theme),
        person=person,
        name=form.cleaned_data["name"],
        email=email,
        phone=phone,
        commune=form.cleaned_data["commune"],
        by=request.viewer,
        at=timezone.now(),
    )


def _thanks() -> str:
    """The same to all: it tells nobody who is known here."""
    return _("Your request is noted. It counts when the next dates are chosen.")


def _known_already(request: Request, near: Commune | None) -> dict[str, Any]:
    person = _own_person(request)
    if person is None:
        return {"commune": near}
    artisan = artisan_of(request.viewer, person)
    commune = near or (artisan.commune if artisan else None)
    return {"name": person.name, "contact": person.email or person.phone, "commune": commune}


def _own_person(request: Request) -> Person | None:
    if request.viewer.role != Role.ARTISAN or request.viewer.person_id is None:
        return None
    return Person.objects.filter(pk=request.viewer.person_id).first()


def _chamber(request: Request, theme: Theme) -> Organisation:
    """The chamber whose theme it is, else the reader's, else that of this installation."""
    if theme.chamber is not None:
        return theme.chamber
    if request.viewer.chamber_id is not None:
        return Organisation.objects.get(pk=request.viewer.chamber_id)
    return default_chamber()
