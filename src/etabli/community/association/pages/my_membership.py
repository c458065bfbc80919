"""My membership: where it stands, dues and receipts, appeal, leaving."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.association import actions, notices, queries
from etabli.community.association.forms import TextForm
from etabli.community.association.models import Dues
from etabli.community.association.payments import payment_means_by_code
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible


@allow(*ASSOCIATION)
def my_membership(request: Request) -> HttpResponse:
    """State, dues, receipts."""
    return _membership_page(request)


def _membership_page(request: Request, refused: TextForm | None = None) -> HttpResponse:
    place = queries.own_member(request.viewer)
    if place is None:
        return render(request, "association/mine_none.html")
    sheet = queries.member_sheet(request.viewer, place)
    context = {
        "sheet": sheet,
        "member": place,
        "form": refused or TextForm(None, label=_("What you want to tell those who judge")),
        "ways": _payment_links(next((row for row in sheet.dues if row.left_cents), None)),
    }
    return render(request, "association/mine.html", context, status=422 if refused else 200)


def _payment_links(dues: Dues | None) -> list[tuple[str, str]]:
    """The providers by whom these dues can be paid at once: name and address."""
    if dues is None:
        return []
    return_url = f"{settings.BASE_URL}{reverse('association:mine')}"
    usable_means = [
        (str(payment_means.label), payment_means.address(dues, back=return_url))
        for payment_means in payment_means_by_code().values()
    ]
    return [(label, address) for label, address in usable_means if address]


@allow(*ASSOCIATION)
@require_POST
def appeal(request: Request) -> HttpResponse:
    """A suspended member's own words to the board."""
    place = queries.get_own_member(request.viewer)
    suspension = queries.member_sheet(request.viewer, place).suspension
    if suspension is None:
        raise NotVisible
    form = TextForm(request.POST, label=_("What you want to tell those who judge"))
    if form.is_valid():
        with refusals_in(form):
            text = form.cleaned_data["text"]
            actions.appeal(suspension=suspension, text=text, by=request.viewer, at=timezone.now())
            acted(request, _("Your appeal is sent: you will be answered."))
            return redirect("association:mine")
    return _membership_page(request, form)


@allow(*ASSOCIATION)
def leave(request: Request) -> HttpResponse:
    """What leaving does, then the yes."""
    place = queries.get_own_member(request.viewer)
    if request.method == "POST":
        with transaction.atomic():
            actions.leave(member=place, by=request.viewer, at=timezone.now())
            notices.tell_board_of_departure(place, timezone.now())
        messages.success(request, _("You have left the association. To come back, ask to join again."))
        return redirect("/")
    return render(request, "association/mine_leave.html", {"member": place})
