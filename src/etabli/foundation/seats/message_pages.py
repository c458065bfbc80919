"""Messages of the staff in their own words: written, seen before, sent, cancelled until it leaves."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from etabli.foundation.journal import undo
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, back, refusals_in
from etabli.foundation.people.queries import current_person_of, get_person
from etabli.foundation.seats import actions, queries
from etabli.foundation.seats.forms import MessageForm
from etabli.foundation.seats.message_preview import preview
from etabli.foundation.seats.staff_message_texts import ALREADY_CANCELLED, when_it_leaves


@allow(*STAFF)
def write_to_person(request: Request, pk: int) -> HttpResponse:
    """A message to one person, from their sheet."""
    person = current_person_of(get_person(request.viewer, pk))
    form = MessageForm(request.POST or None)
    context = {"to_whom": person.name, "person": person}
    return compose_page(request, form, {"person": person}, context)


@allow(*STAFF)
def write_to_sign_up(request: Request, pk: int) -> HttpResponse:
    """A message to whoever is told of one sign-up."""
    row = queries.get_sign_up_to_write_to(request.viewer, pk)
    form = MessageForm(request.POST or None)
    context = {"to_whom": row.recipient.name, "occasion": row.occasion, "sign_up": row}
    return compose_page(request, form, {"occasion": row.occasion, "to": [row]}, context)


@allow(*STAFF)
def message(request: Request, pk: int) -> HttpResponse:
    """A message that was written: whether it has left, to whom; until it leaves, the way to cancel it."""
    staff_message = queries.get_message(request.viewer, pk)
    recipients = queries.recipients_of(staff_message)
    context = {
        "message": staff_message,
        "waits": staff_message.left_at is None and staff_message.cancelled_at is None,
        "by_mail": [person for person in recipients if person.email],
        "by_phone": [person for person in recipients if not person.email],
        "to_call": queries.count_still_to_call(staff_message),
        **queries.delayed_departures(staff_message),
        "desk": queries.desk_of(staff_message.occasion),
    }
    return render(request, "seats/message_detail.html", context)


@allow(*STAFF)
@require_POST
def cancel_message(request: Request, pk: int) -> HttpResponse:
    """Nobody gets it; asked twice, it stays cancelled."""
    message = queries.get_message(request.viewer, pk)
    if message.cancelled_at is not None:
        messages.info(request, ALREADY_CANCELLED)
    else:
        writing = queries.latest_writing_entry(message)
        acted(request, undo(entry=writing, by=request.viewer, at=timezone.now()))
    return back(request, reverse("seats:message", args=[pk]))


def compose_page(
    request: Request, form: MessageForm, to: dict[str, Any] | None, context: dict[str, Any]
) -> HttpResponse:
    """The form; once it is right, the message as each would get it; once that was seen, the page of what was sent.

    `to`: what `write_message` takes to say to whom; None while the form does not say it.
    """
    context = {**context, "form": form}
    if request.method == "POST" and "edit_again" not in request.POST and form.is_valid() and to is not None:
        values = {**form.words, **to, "by": request.viewer, "at": timezone.now()}
        with refusals_in(form):
            previewed = preview(**values)
            if request.POST.get("confirmed") == previewed.mark:
                return _send_and_redirect(request, values, form.key)
            context |= {"preview": previewed, "has_changed": "confirmed" in request.POST}
            return render(request, "seats/message_preview.html", context)
    return render(request, "seats/message_form.html", context)


def _send_and_redirect(request: Request, values: dict[str, Any], key: str) -> HttpResponse:
    """Sent twice, the form leads to what it wrote the first time."""
    try:
        message = actions.write_message(**values, key=key)
    except actions.AlreadyWritten as known:
        return redirect("seats:message", pk=known.message.pk)
    acted(request, when_it_leaves(message))
    return redirect("seats:message", pk=message.pk)
