"""Writing to a member: the form, the confirmation of the address, what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.directory import actions, queries
from etabli.community.directory.forms import ContactForm
from etabli.community.directory.links import contact_of
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible


@public
@limited("directory.contact", per_minute=6)
def write(request: Request, pk: int) -> HttpResponse:
    """A message to one member."""
    profile, known = queries.get_profile(request.viewer, pk), _initial_values(request)
    if not queries.is_shown(profile):
        raise NotVisible
    form = ContactForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        message = {name: form.cleaned_data[name] for name in ("name", "email", "text")}
        proved = bool(known) and message["email"].lower() == known["email"].lower()
        with refusals_in(form):
            actions.write_to(profile=profile, **message, proved=proved, by=request.viewer, at=timezone.now())
            acted(request, _confirmation_text(proved=proved))
            return redirect("directory:profile", pk=pk)
    status = 422 if form.errors else 200
    return render(request, "directory/contact_form.html", {"profile": profile, "form": form}, status=status)


def _confirmation_text(*, proved: bool) -> str:
    if proved:
        return _("Your message has left. The answer reaches you by e-mail.")
    return _("One step more: open the e-mail that we sent you, and confirm. Then your message leaves.")


def _initial_values(request: Request) -> dict[str, Any]:
    """Name and address of whoever is known: the address is proved already."""
    viewer = request.viewer
    who: Person | User | None = None
    if viewer.person_id is not None and viewer.is_person(viewer.person_id):
        who = Person.objects.filter(pk=viewer.person_id).first()
    elif viewer.user_id is not None and viewer.organisation_id is not None:
        who = User.objects.filter(pk=viewer.user_id).first()
    return {"name": who.name, "email": who.email} if who is not None and who.email else {}


@public
def sent(request: Request, token: str) -> HttpResponse:
    """By the link of our mail: confirm, then read what came of it."""
    contact = contact_of(token)
    if contact is None:
        raise NotVisible
    if request.method == "POST":
        actions.confirm_contact(contact=contact, by=request.viewer, at=timezone.now())
        return redirect("directory:sent", token=token)
    return render(request, "directory/contact_sent.html", {"contact": contact, "token": token})
