"""The secret links: the artisan's own list, and cutting one off, which the staff does for them too."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people import queries
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.actions import revoke_link
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import back
from etabli.foundation.people.viewer import ACTING_KEY


@allow(Role.ARTISAN)
def my_links(request: Request) -> HttpResponse:
    """The links that open my space."""
    assert request.viewer.person_id is not None  # an artisan is a person
    person = queries.get_person(request.viewer, request.viewer.person_id)
    links = queries.links_in_force(request.viewer, person, timezone.now())
    context = {"links": links, "person": person, "without_mail": queries.is_without_mail(request.viewer)}
    return render(request, "people/account_links.html", context)


@allow(Role.ARTISAN, *STAFF)
def cut_link(request: Request, pk: int) -> HttpResponse:
    """Nobody comes in by this link any more: asked once, since there is no way back."""
    link = queries.get_link(request.viewer, pk)
    is_theirs = request.viewer.role == Role.ARTISAN
    default = reverse("people:links") if is_theirs else reverse("front:person", args=[link.person_id])
    if link.revoked_at is None:
        if request.method != "POST":
            return render(request, "people/link_cut.html", {"link": link, "person": link.person})
        is_here = link.pk == request.viewer.link_id
        revoke_link(link=link, by=request.viewer, at=timezone.now())
        messages.success(request, _("The link is cut off: it opens nothing any more."))
        if is_here:
            request.session.pop(ACTING_KEY, None)
            return redirect("front:home")
    return back(request, default)
