"""What becomes of a request to join, so that the page tells nobody which addresses are known."""

from datetime import datetime
from typing import Any

from etabli.community.association import actions, letters
from etabli.community.association.models import Application, Member
from etabli.foundation.people.models import Organisation, OrganisationKind
from etabli.foundation.people.viewer import Viewer

WAITING_STATES = (Application.State.SENT, Application.State.WAITING, Application.State.ASKED)


def joinable_associations() -> list[Organisation]:
    """Those that one can join here."""
    return list(Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION).order_by("name", "pk"))


def receive_request(organisation: Organisation, data: dict[str, Any], *, by: Viewer, at: datetime) -> None:
    """Take the request; whoever is in, or asked already, gets a mail that says so instead. Raises ActionError."""
    email = data["email"].strip().lower()
    members = Member.objects.filter(organisation=organisation, user__email__iexact=email, left_on=None)
    if (member := members.select_related("organisation", "user__party").first()) is not None:
        letters.send_already_member(member, at)
        return
    existing_application = Application.objects.filter(
        organisation=organisation, email__iexact=email, state__in=WAITING_STATES
    )
    if (application := existing_application.select_related("organisation").first()) is not None:
        letters.send_confirmation(application, at)
        return
    actions.apply(
        organisation=organisation,
        kind=data["kind"],
        name=data["name"],
        company=data["company"],
        email=email,
        trade=data["trade"],
        commune_code=data["commune"].code if data["commune"] else "",
        text=data["text"],
        by=by,
        at=at,
    )
