"""Autosave of what is typed in a form, sent by the page's script; discarding a draft, and restoring it."""

import json
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from etabli.foundation.drafts import keeping
from etabli.foundation.drafts.keeping import MAX_ADDRESS_LENGTH, TypedForm, Values, Writer, form_address_of
from etabli.foundation.people.access import Request, even_after_session_end, public, without_drafts
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages import back


@public
@without_drafts
@even_after_session_end
@require_POST
@limited("drafts", per_minute=600)
def keep(request: Request) -> HttpResponse:
    """Save what was typed in one form: 204; 400 for what can't be read.

    409, and nothing saved, when the page was made for somebody other than whoever is here now.
    """
    typed = _values(request.POST.get("typed", ""))
    initial_values = _values(request.POST.get("before", ""))
    page_rendered_at = _instant(request.POST.get("at", ""))
    writer = _intended_writer(request, request.POST.get("writer", ""))
    form_address = _form_address(request)
    if typed is None or initial_values is None or page_rendered_at is None or form_address is None:
        return HttpResponse(status=400)
    if writer is None:
        return HttpResponse(status=409)
    typed_form = TypedForm(typed, initial_values, page_rendered_at=page_rendered_at)
    keeping.keep(writer, form_address_of(form_address, ""), typed_form, at=timezone.now())
    return HttpResponse(status=204)


@public
@without_drafts
@require_POST
def put_aside(request: Request) -> HttpResponse:
    """Discard the draft of one form, and show the form again; `bring_back` restores it."""
    form_address = _form_address(request)
    if form_address and (writer := keeping.writer_of(request)):
        keeping.put_aside(writer, form_address, timezone.now())
    return back(request, "/")


@public
@without_drafts
@require_POST
def bring_back(request: Request) -> HttpResponse:
    """Restore the draft that was discarded, and show the form again."""
    form_address = _form_address(request)
    if form_address and (writer := keeping.writer_of(request)):
        keeping.bring_back(writer, form_address)
    return back(request, "/")


def _intended_writer(request: Request, digest: str) -> Writer | None:
    """Whom the page was made for: whoever is here, or whose session has ended here."""
    candidates = (keeping.writer_of(request), keeping.writer_of_ended_session(request))
    return next((writer for writer in candidates if writer is not None and writer.digest == digest), None)


def _form_address(request: Request) -> str | None:
    """The address of the form, or None for what can't be one."""
    address = request.POST.get("form", "")
    is_valid = address.startswith("/") and len(address) <= MAX_ADDRESS_LENGTH and _is_storable(address)
    return address if is_valid else None


def _values(text: str) -> Values | None:
    """The values of each control, from a JSON object of lists of texts; None for anything else."""
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
