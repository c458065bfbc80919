"""The messages that came to a member by the directory."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.directory import actions, queries
from etabli.community.directory.forms import AnswerForm
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.people.pages import acted, refusals_in

A_PAGE = 12


@allow(*ASSOCIATION)
def contacts(request: Request) -> HttpResponse:
    """All of them, the latest first."""
    came = queries.own_contacts(queries.own_member(request.viewer))
    page = Paginator(came, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/contact_list.html", {"page": page})


@allow(*ASSOCIATION)
def contact(request: Request, pk: int) -> HttpResponse:
    """One message, and its answer."""
    contact = queries.get_contact(request.viewer, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.answer_contact(
                contact=contact, text=form.cleaned_data["text"], by=request.viewer, at=timezone.now()
            )
            acted(request, _("Your answer has left."))
            return redirect("directory:contact", pk=pk)
    status = 422 if form.errors else 200
    return render(request, "directory/contact_detail.html", {"contact": contact, "form": form}, status=status)
