"""A message to the people of one session."""

from django.http import HttpResponse

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.seats.message_pages import compose_page
from etabli.foundation.seats.queries import messages_to_occasion
from etabli.programme.workshops import queries
from etabli.programme.workshops.forms import SessionMessageForm
from etabli.programme.workshops.recipients import groups_of


@allow(*STAFF)
def write(request: Request, pk: int) -> HttpResponse:
    """To all, or to those of a group; `?a=` names the one that is asked for."""
    session = queries.session_for_staff(request.viewer, pk)
    groups = groups_of(request.viewer, session)
    form = SessionMessageForm(
        request.POST or None, groups=groups, initial={"group": request.GET.get("a", "")}
    )
    chosen = form.chosen if form.is_bound and form.is_valid() else None
    recipients = {"occasion": session.occasion, "to": chosen.sign_ups} if chosen else None
    written = messages_to_occasion(request.viewer, session.occasion)
    context = {
        "session": session,
        "occasion": session.occasion,
        "written": written,
        "to_whom": chosen.label if chosen else "",
    }
    return compose_page(request, form, recipients, context)
