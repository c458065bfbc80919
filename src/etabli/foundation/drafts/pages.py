"""What the script of a page sends as one types; and a draft put aside, or brought back."""

import json
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from etabli.foundation.drafts import keeping
from etabli.foundation.drafts.keeping import MAX_ADDRESS_LENGTH, TypedForm, Values, Writer, form_at
from etabli.foundation.people.access import Request, even_after_session_end, public, without_drafts
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages import back


@public
@without_drafts
@even_after_session_end
@require_POST
@limited("drafts", per_minute=600)
def keep(request: Request) -> HttpResponse:
    """Keep what was typed in one form, for whoever the page was made for: 204. When that is somebody else by now,
    nothing is kept: 409."""
    typed, before = _values(request.POST.get("typed", "")), _values(request.POST.get("before", ""))
    page_at = _instant(request.POST.get("at", ""))
    writer = _intended_writer(request, request.POST.get("writer", ""))
    form = _form_address(request)
    if typed is None or before is None or page_at is None or form is None:
        return HttpResponse(status=400)
    if writer is None:
        return HttpResponse(status=409)
    typing = TypedForm(typed, before, page_at=page_at)
    keeping.keep(writer, form_at(form, ""), typing, at=timezone.now())
    return HttpResponse(status=204)


@public
@without_drafts
@require_POST
def put_aside(request: Request) -> HttpResponse:
    """Show the form again without what was typed."""
    form = _form_address(request)
    if form and (writer := keeping.writer_of(request)):
        keeping.put_aside(writer, form, timezone.now())
    return back(request, "/")


@public
@without_drafts
@require_POST
def bring_back(request: Request) -> HttpResponse:
    """Have what was put aside in its place again."""
    form = _form_address(request)
    if form and (writer := keeping.writer_of(request)):
        keeping.bring_back(writer, form)
    return back(request, "/")


def _intended_writer(request: Request, mark: str) -> Writer | None:
    """Whom the page was made for: whoever is here, or whose session has ended here."""
    candidates = (keeping.writer_of(request), keeping.writer_before(request))
    return next((writer for writer in candidates if writer is not None and writer.mark == mark), None)


def _form_address(request: Request) -> str | None:
    """The address of the form, or None for what can't be one."""
    form = request.POST.get("form", "")
    return form if form.startswith("/") and len(form) <= MAX_ADDRESS_LENGTH and _is_storable(form) else None


def _values(text: str) -> Values | None:
    """Names and their values, or None for whatever is not that."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not all(isinstance(values, list) for values in data.values()):
        return None
    texts = (*data, *(value for values in data.values() for value in values))
    return data if all(isinstance(text, str) and _is_storable(text) for text in texts) else None


def _is_storable(text: str) -> bool:
    """False for what a database or an answer can't hold: NUL, half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _instant(text: str) -> datetime | None:
    try:
        instant = parse_datetime(text)
        return instant.astimezone(UTC) if instant is not None and instant.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
