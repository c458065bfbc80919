"""Organisations and who serves in them: invitations, roles, departures and what is handed over before. A chamber always
keeps a manager."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    NotAllowed,
    action,
    anyone,
    change,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of, undo_parts
from etabli.foundation.notify.prose import gettext, link
from etabli.foundation.notify.queue import send
from etabli.foundation.people import chamber_contact
from etabli.foundation.people.links import INVITATION, invitation_url
from etabli.foundation.people.models import (
    BrowserSession,
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
    chamber_of,
)
from etabli.foundation.people.rules import CHARGE_STAYS, IN_CHARGE, ROLES_OF, may_manage, may_manage_role
from etabli.foundation.people.viewer import Viewer, language_of
from etabli.foundation.staff_work import Handover
from etabli.foundation.text_lookups import equals
from etabli.foundation.ui.typography import full_day


class RoleNotOffered(ActionError):
    """This kind of organisation has no such role to give here."""


class AlreadyInvited(ActionError):
    """The same role was offered to the same address, and waits for its answer."""


class AlreadyHasRole(ActionError):
    """They have this role already."""


class InvitationOver(ActionError):
    """Accepted, taken back, or past its time."""


class CannotTakeOver(ActionError):
    """The colleague can't take something over: the sentence says what, and why."""


class LastManager(ActionError):
    """Without them nobody could give a role in this chamber any more."""


class NameTaken(ActionError):
    """The chamber has an association of this name."""


def _reverse_role_change(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, both ways, where a later act may have taken the place.

    Only by whoever gives these roles today: the staff takes back what its chamber did, but not a role.
    """
    row: Any = subject_of(entry)
    if not may_manage_role(by, row):
        raise NotAllowed(_("Only those who manage this team can take this back."))
    try:
        with transaction.atomic():
            undo_fields(entry, by, at)
    except IntegrityError:
        raise CannotUndo(_("This role was given again since: take that back first.")) from None


def _may_undo_end(by: Viewer, membership: Membership) -> bool:
    """As `may_manage_role`. Raises CannotUndo for a role that is in charge."""
    if membership.role in IN_CHARGE:
        raise CannotUndo(CHARGE_STAYS)
    return may_manage_role(by, membership)


@action(
    "people.invite",
    sentence=_("invited %(subject)s"),
    may=lambda by, given: may_manage(by, given["organisation"]),
    may_undo=may_manage_role,
    undo=_reverse_role_change,
)
def invite(
    *, organisation: Organisation, role: str, email: str, name: str = "", by: Viewer, at: datetime
) -> Invitation:
    """Offer a role by mail. Raises RoleNotOffered, AlreadyInvited, AlreadyHasRole."""
    if role not in ROLES_OF[OrganisationKind(organisation.kind)]:
        raise RoleNotOffered(_("This role can’t be given in this organisation."))
    email = email.strip().lower()
    if Membership.objects.filter(
        user__email=email, organisation=organisation, role=role, ended_on=None
    ).exists():
        raise AlreadyHasRole(_("This person has this role already."))
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                chamber_id=chamber_of(organisation),
                organisation=organisation,
                role=role,
                email=email,
                name=name.strip(),
                created_at=at,
                sent_at=at,
                expires_at=INVITATION.end(at),
            )
    except IntegrityError:
        raise AlreadyInvited(
            _("This person was invited already: send the invitation again, or take it back.")
        ) from None
    record(
        invitation,
        before={"revoked_at": at, "accepted_at": None},
        after={"revoked_at": None, "accepted_at": None},
    )
    _send_invitation(invitation, by, at)
    return invitation


@action(
    "people.resend_invitation",
    sentence=_("sent the invitation of %(subject)s again"),
    may=may_manage_role,
    undo=Irreversible(_("The mail has left. You can take the invitation itself back.")),
    subject="invitation",
)
def resend_invitation(*, invitation: Invitation, by: Viewer, at: datetime) -> Invitation:
    """Another mail, with the same link, good for fourteen days more. Raises InvitationOver."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.revoked_at is not None or invitation.accepted_at is not None:
        raise InvitationOver(_("This invitation was accepted, or taken back."))
    change(invitation, sent_at=at, expires_at=INVITATION.end(at))
    _send_invitation(invitation, by, at)
    return invitation


@action(
    "people.revoke_invitation",
    sentence=_("took the invitation of %(subject)s back"),
    may=may_manage_role,
    undo=_reverse_role_change,
    subject="invitation",
)
def revoke_invitation(*, invitation: Invitation, by: Viewer, at: datetime) -> Invitation:
    """Its link opens nothing any more. Raises InvitationOver."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at is not None:
        raise InvitationOver(_("This invitation was accepted already: end the role instead."))
    if invitation.revoked_at is not None:
        raise InvitationOver(_("This invitation was taken back already."))
    record(
        invitation,
        before={"revoked_at": None, "accepted_at": None},
        after={"revoked_at": at, "accepted_at": None},
    )
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    return invitation


@action(
    "people.accept_invitation",
    sentence=_("accepted the invitation of %(subject)s"),
    may=anyone,
    undo=Irreversible(_("Whoever manages the team can end the role.")),
    subject="invitation",
)
def accept_invitation(*, invitation: Invitation, name: str, by: Viewer, at: datetime) -> Membership:
    """Whoever holds the link of the mail takes the role, in the account of the invited address.

    The account is made when there is none; the role then opens by a sign-in, as any other. Raises InvitationOver.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.revoked_at or invitation.accepted_at:
        raise InvitationOver(_("This invitation was accepted, or taken back."))
    if invitation.expires_at <= at:
        raise InvitationOver(_("This invitation is past its day: ask for another one."))
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user is None:
        user = User.objects.create_user(invitation.email, name.strip(), language=language_of(by))
    elif not user.name:
        user.name = name.strip()
        user.save(update_fields=["name"])
    invited = Entry.objects.filter(
        verb="people.invite", subject_type=invitation._meta.label_lower, subject_id=str(invitation.pk)
    )
    membership, _new = Membership.objects.get_or_create(
        user=user,
        organisation_id=invitation.organisation_id,
        role=invitation.role,
        ended_on=None,
        defaults={"given_by_id": invited.order_by("pk").values_list("actor", flat=True).first()},
    )
    change(invitation, accepted_at=at)
    return membership


@action(
    "people.change_role",
    sentence=_("changed the role of %(subject)s"),
    tells={"role": _("Role")},
    may=lambda by, membership: may_manage_role(by, membership) and membership.user_id != by.user_id,
    undo=Irreversible(CHARGE_STAYS),
    subject="membership",
)
def change_role(*, membership: Membership, role: str, by: Viewer, at: datetime) -> Membership:
    """Another role in the same organisation; nobody changes their own.

    Raises RoleNotOffered, AlreadyHasRole, LastManager.
    """
    if role not in ROLES_OF[OrganisationKind(membership.organisation.kind)]:
        raise RoleNotOffered(_("This role can’t be given in this organisation."))
    _lock_organisation(membership.organisation)
    try:
        with transaction.atomic():
            values = {"role": role, "started_on": timezone.localdate(at), "given_by_id": by.actor.party_id}
            change(membership, label=str(membership.user), **values)
    except IntegrityError:
        raise AlreadyHasRole(_("This person has this role already.")) from None
    _require_manager(membership.organisation)
    return membership


def _may_undo_handover(by: Viewer, membership: Membership) -> bool:
    """As `may_manage_role`. Raises CannotUndo once they have left: it would come back to nobody."""
    if membership.ended_on is not None:
        raise CannotUndo(_("Their role has ended: entrust it to somebody else instead."))
    return may_manage_role(by, membership)


def _undo_handover(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, all of it or nothing."""
    undo_parts(entry, by=by, at=at)
    record(subject_of(entry), before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "people.hand_over",
    sentence=_("entrusted to a colleague what was with %(subject)s"),
    may=may_manage_role,
    may_undo=_may_undo_handover,
    undo=_undo_handover,
    subject="membership",
)
def hand_over_responsibilities(
    *, membership: Membership, handovers: Sequence[Handover], to: Membership, by: Viewer, at: datetime
) -> None:
    """Somebody is to leave: a colleague takes over these of the things that `queries.handovers_of` gives, all or none.

    Raises CannotTakeOver, or what the act of one of them raises.
    """
    for handover in handovers:
        reason = handover.why_not(to.user) if handover.give else _("every colleague may go on with it.")
        if handover.give is None or reason:
            raise CannotTakeOver(_("%(what)s: %(reason)s") % {"what": handover.text, "reason": reason})
        handover.give(to=to.user, by=by, at=at)
    keys = [handover.key for handover in handovers]
    record(
        membership,
        before={"holder": membership.pk, "keys": keys},
        after={"holder": to.pk, "keys": keys},
        label=str(membership.user),
    )


@action(
    "people.end_role",
    sentence=_("ended a role: %(subject)s"),
    may=may_manage_role,
    may_undo=_may_undo_end,
    undo=_reverse_role_change,
    subject="membership",
)
def end_role(*, membership: Membership, by: Viewer, at: datetime) -> Membership:
    """Somebody leaves: the role ends now, and all their devices are signed out. Raises LastManager.

    What they did stays theirs in the history; the links that they sent to artisans stay good: they are the artisans'.
    """
    _lock_organisation(membership.organisation)
    change(membership, ended_on=timezone.localdate(at))
    _require_manager(membership.organisation)
    BrowserSession.objects.filter(user=membership.user_id).delete()
    return membership


@action(
    "people.found_association",
    sentence=_("opened the space of the association “%(subject)s”"),
    may=lambda by, given: may_manage(by, given["chamber"]),
    undo=Irreversible(
        _("An association whose space is open keeps it: without anybody in it, it does nothing.")
    ),
)
def create_association(*, chamber: Organisation, name: str, by: Viewer, at: datetime) -> Organisation:
    """The association of digital professionals that works beside this chamber. Raises NameTaken."""
    kind = OrganisationKind.ASSOCIATION
    if Organisation.objects.filter(equals("name", name.strip()), kind=kind, chamber=chamber).exists():
        raise NameTaken(_("There is an association of this name already."))
    association = Organisation.objects.create(kind=kind, name=name.strip(), chamber=chamber)
    record(association, before={}, after={"name": association.name})
    return association


@action(
    "people.print_phone",
    sentence=_("chose how people reach “%(subject)s”"),
    may=may_manage,
    undo=undo_fields,
    subject="organisation",
    tells={"phone": _("Telephone"), "hours": _("When somebody answers"), "legal": _("Legal notices")},
)
def set_contact_details(
    *, organisation: Organisation, phone: str, hours: str, legal: str, by: Viewer, at: datetime
) -> Organisation:
    """What pages, mails and papers tell of an organisation to whoever wants to reach it; "" for what is not told."""
    change(organisation, phone=phone, hours=hours, legal=legal)
    transaction.on_commit(chamber_contact.clear_cache)
    return organisation


def _lock_organisation(organisation: Organisation) -> None:
    """Two managers who end each other's role at once come one after the other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _require_manager(organisation: Organisation) -> None:
    """Refuse to leave a chamber in which people serve without a manager."""
    if organisation.kind != OrganisationKind.CHAMBER:
        return
    memberships = Membership.objects.filter(organisation=organisation, ended_on=None)
    if not memberships.filter(role=Role.MANAGER).exists():
        raise LastManager(_("A chamber keeps at least one manager: give this role to somebody else first."))


def _send_invitation(invitation: Invitation, by: Viewer, at: datetime) -> None:
    until = full_day(invitation.expires_at)
    body = gettext(
        "Good day,\n\n%(who)s invites you to work with “%(organisation)s” in Établi, as: %(role)s.\n\n"
        "To accept, open this link before %(until)s:\n%(url)s\n\n"
        "No password is needed: you will sign in by a code sent to this address. If you don’t know what this is about, "
        "do nothing."
    )
    send(
        to=invitation.email,
        subject=gettext("%(organisation)s invites you to Établi") % {"organisation": invitation.organisation},
        body=body
        % {
            "who": by.name,
            "organisation": invitation.organisation,
            "role": invitation.get_role_display(),
            "until": until,
            "url": link(invitation_url(invitation)),
        },
        key=f"invitation:{invitation.pk}:{at.isoformat()}",
        chamber_id=invitation.chamber_id,
        at=at,
    )
