"""What is held of somebody: seen, taken away, erased. Of oneself, or of a person who asked their chamber."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.files.responses import produced
from etabli.foundation.journal import ActionError
from etabli.foundation.own_data import actions, queries, registers
from etabli.foundation.own_data.archive import archive_of
from etabli.foundation.own_data.register import register as rows_of_register
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.pages import acted

KNOWN = frozenset(Role) - {Role.NOBODY, Role.BEARER}


def _here(pk: int | None) -> str:
    return reverse("own_data:mine") if pk is None else reverse("own_data:person", args=[pk])


@allow(*KNOWN)
def held(request: Request, pk: int | None = None) -> HttpResponse:
    """What is held, kind by kind; a copy to take away; the way to have it erased, or to keep it after all."""
    subject = queries.subject_for(request.viewer, pk)
    context = {
        "subject": subject,
        "pk": pk,
        "kinds": queries.kinds_held(subject),
        "erasure": queries.erasure_under_way(subject),
    }
    return render(request, "own_data/held.html", context)


@allow(*KNOWN)
@require_POST
@limited("own_data.copy", per_minute=6)
def copy(request: Request, pk: int | None = None) -> HttpResponseBase:
    """Everything, as one archive."""
    subject, now = queries.subject_for(request.viewer, pk), timezone.now()
    issuer = subject.chamber.name if isinstance(subject, Person) else "Établi"
    actions.give_copy(subject=subject, by=request.viewer, at=now)
    archive = archive_of(queries.human_of(subject), name=str(subject), issuer=issuer, at=now)
    name = f"{slugify(_('everything about'))}-{slugify(str(subject)) or subject.pk}.zip"
    return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")


@allow(*KNOWN)
def erase(request: Request, pk: int | None = None) -> HttpResponse:
    """What an erasure does, what it doesn't, and when; then it is asked for."""
    subject, now = queries.subject_for(request.viewer, pk), timezone.now()
    if request.method == "POST":
        try:
            actions.ask_erasure(subject=subject, by=request.viewer, at=now)
        except ActionError as refusal:
            messages.error(request, str(refusal))
        else:
            acted(request, _("It is asked. Nothing is erased before the day that is written here."))
        return redirect(_here(pk))
    context = {
        "subject": subject,
        "pk": pk,
        "back": _here(pk),
        "day": queries.day_of_erasure(now),
        "fate": queries.fate_of(subject, now),
        "may_ask": not queries.serves_a_chamber(subject),
    }
    return render(request, "own_data/erase.html", context)


@allow(*KNOWN)
@require_POST
def keep(request: Request, pk: int | None = None) -> HttpResponse:
    """Keep everything after all."""
    erasure = queries.erasure_under_way(queries.subject_for(request.viewer, pk))
    if erasure is not None:
        actions.keep_everything(erasure=erasure, by=request.viewer, at=timezone.now())
        acted(request, _("Nothing will be erased. Everything is as it was."))
    return redirect(_here(pk))


@allow(*STAFF)
def without_news(request: Request) -> HttpResponse:
    """Of whom nothing was heard for too long: asked to be erased, one by one or all, never by itself."""
    now = timezone.now()
    found = queries.without_news(request.viewer, now)
    if request.method == "POST":
        chosen = set(request.POST.getlist("person"))
        asked = [person for person in found if str(person.pk) in chosen]
        for person in asked:
            actions.ask_erasure(subject=person, is_late=True, by=request.viewer, at=now)
        said = ngettext("%(n)d person will be told.", "%(n)d persons will be told.", len(asked)) % {
            "n": len(asked)
        }
        messages.success(request, said if asked else _("Tick those who are to be erased."))
        return redirect("own_data:without_news")
    context = {
        "people": found,
        "day": queries.day_of_erasure(now),
        "waiting": queries.erasures_waiting(request.viewer),
    }
    return render(request, "own_data/without_news.html", context)


@public
def register(request: Request) -> HttpResponse:
    """The register of processing (GDPR, article 30)."""
    return render(request, "own_data/register.html", {"rows": rows_of_register()})


@public
def register_pdf(request: Request) -> HttpResponse:
    """The same to print."""
    return produced(registers.as_pdf(timezone.now()), "registre.pdf")


@public
def register_csv(request: Request) -> HttpResponse:
    """The same for a spreadsheet."""
    return produced(registers.as_csv(), "registre.csv", "text/csv; charset=utf-8")
