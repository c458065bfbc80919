"""The team: who serves in the organisations that I manage, invitations, changes of role, departures."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people import links
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.actions import organisations as acts, sign_out_member
from etabli.foundation.people.forms import (
    AcceptForm,
    AssociationForm,
    InvitationForm,
    OrganisationContactForm,
    RoleForm,
)
from etabli.foundation.people.handover_forms import HandoverForm
from etabli.foundation.people.limits import WINDOW_SECONDS, count_guess_and_find_exceeded, limited
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.pages import acted, back, refusals_in
from etabli.foundation.people.queries import organisations as reading
from etabli.foundation.staff_work import Handover, split_handovers
from etabli.foundation.ui.pages import too_many

MANAGING_ROLES = (Role.MANAGER, Role.BOARD)
MAX_UNFOLDED = 4  # things to hand over that are shown one by one at once


@allow(*MANAGING_ROLES)
def team(request: Request) -> HttpResponse:
    """Who serves, who is invited."""
    teams = reading.teams_of(request.viewer)
    return render(request, "people/team.html", {"teams": teams, "now": timezone.now()})


@allow(*MANAGING_ROLES)
def invite(request: Request, pk: int) -> HttpResponse:
    """Offer a role to an address."""
    organisation = reading.get_managed(request.viewer, pk)
    form = InvitationForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if form.is_valid():
        with refusals_in(form):
            made = acts.invite(
                organisation=organisation, **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
            acted(request, _("The invitation has left for %(email)s.") % {"email": made.email})
            return redirect("people:team")
    return render(request, "people/team_invite.html", {"form": form, "organisation": organisation})


@allow(*MANAGING_ROLES)
def printed_phone(request: Request, pk: int) -> HttpResponse:
    """The telephone, its hours and the legal notices: what pages, mails and papers say."""
    organisation = reading.get_managed(request.viewer, pk)
    current = {name: getattr(organisation, name) for name in OrganisationContactForm.base_fields}
    form = OrganisationContactForm(request.POST if request.method == "POST" else None, initial=current)
    if form.is_valid():
        acts.set_contact_details(
            organisation=organisation, **form.cleaned_data, by=request.viewer, at=timezone.now()
        )
        acted(request, _("The change is kept. Every page shows it within a minute."))
        return redirect("people:team")
    return render(request, "people/team_phone.html", {"form": form, "organisation": organisation})


@allow(*MANAGING_ROLES)
@require_POST
def resend(request: Request, pk: int) -> HttpResponse:
    """Write once more to whoever was invited."""
    invitation = reading.get_invitation(request.viewer, pk)
    acts.resend_invitation(invitation=invitation, by=request.viewer, at=timezone.now())
    messages.success(request, _("The invitation has left for %(email)s.") % {"email": invitation.email})
    return redirect("people:team")


@allow(*MANAGING_ROLES)
@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = reading.get_invitation(request.viewer, pk)
    acts.revoke_invitation(invitation=invitation, by=request.viewer, at=timezone.now())
    acted(request, _("The invitation is taken back: its link opens nothing any more."))
    return redirect("people:team")


@allow(*MANAGING_ROLES)
def change_role(request: Request, pk: int) -> HttpResponse:
    """Another role for somebody of the team."""
    membership = reading.get_membership(request.viewer, pk)
    form = RoleForm(request.POST if request.method == "POST" else None, membership=membership)
    if form.is_valid():
        with refusals_in(form):
            acts.change_role(membership=membership, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("The role of %(name)s is changed.") % {"name": membership.user})
            return redirect("people:team")
    return render(request, "people/team_role.html", {"form": form, "membership": membership})


@allow(*MANAGING_ROLES)
def hand_over(request: Request, pk: int) -> HttpResponse:
    """What somebody who is to leave has: all of it to one colleague, or each thing to whom one chooses.

    `who`: the colleague for whom the page says what they can't take, and why.
    """
    membership = reading.get_membership(request.viewer, pk)
    left_behind = reading.handovers_of(request.viewer, membership, timezone.now())
    successors = reading.successors_of(membership)
    form = HandoverForm(request.POST or None, left=left_behind, successors=successors)
    if request.method == "POST":
        held_up = [
            successor
            for successor, handovers in form.chosen
            if not _hand_over_to(request, membership, successor, handovers)
        ]
        return redirect(f"{request.path}?who={held_up[0].pk}" if held_up else request.path)
    who = next((successor for successor in successors if str(successor.pk) == request.GET.get("who")), None)
    to_give, open_to_all = split_handovers(left_behind)
    context = {
        "membership": membership,
        "to_give": to_give,
        "choices": [
            (handover, form[handover.key], handover.why_not(who.user) if who else "") for handover in to_give
        ],
        "open_to_all": open_to_all,
        "successors": successors,
        "is_short": who is not None or len(to_give) <= MAX_UNFOLDED,
    }
    return render(request, "people/team_hand_over.html", context)


def _hand_over_to(
    request: Request, membership: Membership, to: Membership, handovers: list[Handover]
) -> bool:
    """Give this colleague what they can take; whether that was all of it."""
    free = [handover for handover in handovers if not handover.why_not(to.user)]
    if free:
        try:
            acts.hand_over_responsibilities(
                membership=membership, handovers=free, to=to, by=request.viewer, at=timezone.now()
            )
        except ActionError as refusal:
            messages.error(request, str(refusal))
            return False
        sentence = ngettext(
            "%(number)d thing is with %(name)s from now on.",
            "%(number)d things are with %(name)s from now on.",
            len(free),
        )
        acted(request, sentence % {"number": len(free), "name": to.user})
    return len(free) == len(handovers)


@allow(*MANAGING_ROLES)
def end_role(request: Request, pk: int) -> HttpResponse:
    """Somebody leaves: what they leave behind is shown before."""
    membership = reading.get_membership(request.viewer, pk)
    refused = ""
    if request.method == "POST":
        try:
            acts.end_role(membership=membership, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            refused = str(refusal)
        else:
            message = _("%(name)s no longer has this role.") % {"name": membership.user}
            if membership.user_id == request.viewer.user_id:
                logout(request)  # all their sessions have ended, and this is one of them
                messages.success(request, message)
                return redirect("/")
            acted(request, message)
            return redirect("people:team")
    to_give, open_to_all = split_handovers(reading.handovers_of(request.viewer, membership, timezone.now()))
    context = {
        "membership": membership,
        "to_give": to_give,
        "open_to_all": open_to_all,
        "refused": refused,
    }
    return render(request, "people/team_end.html", context, status=422 if refused else 200)


@allow(*MANAGING_ROLES)
def sign_out(request: Request, pk: int, user: int) -> HttpResponse:
    """End all the sessions of somebody who serves here: asked once, since there is no way back."""
    membership = reading.get_serving(request.viewer, pk, user)
    if user == request.viewer.user_id:
        return redirect("people:sessions")
    if request.method == "POST":
        sign_out_member(membership=membership, by=request.viewer, at=timezone.now())
        messages.success(request, _("%(name)s is signed out everywhere.") % {"name": membership.user})
        return back(request, reverse("people:team"))
    return render(request, "people/team_sign_out.html", {"membership": membership})


@allow(Role.MANAGER)
def new_association(request: Request) -> HttpResponse:
    """Open the space of an association beside the chamber."""
    form = AssociationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        assert request.viewer.organisation_id is not None  # a manager's is their chamber
        chamber = reading.get_managed(request.viewer, request.viewer.organisation_id)
        with refusals_in(form):
            acts.create_association(
                chamber=chamber, **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
            messages.success(request, _("The space is open. Invite now the first member of its board."))
            return redirect("people:team")
    return render(request, "people/team_association.html", {"form": form})


@public
@limited("invitation", per_minute=20)
def accept(request: Request, token: str) -> HttpResponse:
    """What the mail of an invitation opens: who invites, to what, and the button that accepts."""
    invitation = links.invitation_of_token(token, timezone.now())
    if invitation is None:
        if count_guess_and_find_exceeded(request, "invitation_link"):
            return too_many(request, wait_seconds=WINDOW_SECONDS)
        return render(request, "people/invitation_over.html", status=404)
    data = request.POST if request.method == "POST" else None
    form = AcceptForm(data, initial={"name": invitation.name})
    if form.is_valid():
        acts.accept_invitation(
            invitation=invitation, **form.cleaned_data, by=request.viewer, at=timezone.now()
        )
        messages.success(
            request, _("It is accepted. Sign in now with %(email)s.") % {"email": invitation.email}
        )
        return redirect("account_login" if not request.user.is_authenticated else "people:roles")
    return render(request, "people/invitation.html", {"form": form, "invitation": invitation})
