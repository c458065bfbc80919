"""What is held of somebody: seen, taken away, erased. Of oneself, or of a person who asked their chamber."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.own_data import actions, queries
from etabli.foundation.own_data.archive import archive_of
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import Person, Role

KNOWN = frozenset(Role) - {Role.NOBODY, Role.BEARER}


@allow(*KNOWN)
def held(request: Request, pk: int | None = None) -> HttpResponse:
    """What is held, kind by kind; a copy to take away; the way to have it erased."""
    subject = queries.subject_for(request.viewer, pk)
    context = {"subject": subject, "pk": pk, "kinds": queries.kinds_held(subject)}
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
    response = FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "no-store"
    return response
