"""Ending a role with two voices: the only moderator's, the only treasurer's, another member's seat on the board.

One member of the board asks, another confirms. Where nobody else is free to confirm, the general assembly votes. Until
then the role goes on.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.community.assembly import notices, records
from etabli.community.assembly.actions.guards import AssemblyError
from etabli.community.assembly.actions.minutes import end_term, set_office
from etabli.community.assembly.models import Removal, Term
from etabli.community.assembly.rules import (
    confirmers,
    may_ask_removal,
    may_confirm,
    may_lead,
    needs_second,
)
from etabli.community.association.grounds import MIN_WORDS
from etabli.foundation.journal import (
    CannotUndo,
    Irreversible,
    NotAllowed,
    action,
    change,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import end_role
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer

TIME_TO_CONFIRM = timedelta(days=15)
State = Removal.State
MEMBERS_TOLD = Irreversible(
    _("The members concerned were told. The role can be given again, from the team or the board.")
)


def _may_withdraw(by: Viewer, removal: Removal) -> bool:
    """Whoever asked, and sits on that board today."""
    return may_lead(by, removal) and by.user_id == removal.asked_by_id


def _undo_asking(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, while nobody has settled it and its time is not over; those who may confirm are told."""
    removal: Any = subject_of(entry, lock=True)
    if by.user_id != removal.asked_by_id:
        raise NotAllowed(_("Only the person who asked can take this back."))
    if removal.state != State.WAITING or removal.lapses_at <= at:
        raise CannotUndo(_("It was settled since, or its time is over."))
    try:
        with transaction.atomic():
            undo_fields(entry, by, at)
    except IntegrityError:
        raise CannotUndo(_("It was asked again since: take that back first.")) from None
    removal.refresh_from_db()
    if removal.withdrawn_at is None:
        records.log_removal_request(removal, by, at)
        notices.update_removal(removal, confirmers(removal), at)
    else:
        records.log_removal_outcome(removal, by, at)
        notices.tell_of_settling(removal, at)


@action(
    "assembly.ask_removal",
    sentence=_("asked to end a role: %(subject)s"),
    may=lambda by, given: may_lead(by, given["of"]),
    may_undo=_may_withdraw,
    undo=_undo_asking,
)
def ask_removal(*, of: Membership | Term, reason: str, by: Viewer, at: datetime) -> Removal:
    """Ask another member of the board to end it with you. Whoever has it is told, and keeps it meanwhile.

    Raises AssemblyError, NotAllowed.
    """
    membership, term = (None, of) if isinstance(of, Term) else (of, None)
    if not needs_second(of, by):
        raise AssemblyError(_("This can be done at once, without asking anybody."))
    if len(reason.split()) < MIN_WORDS:
        raise AssemblyError(_("Say why in a sentence: the person reads it, and so do those who confirm."))
    assert by.user_id is not None  # of the board
    removal = Removal(
        organisation=of.organisation,
        membership=membership,
        term=term,
        reason=reason.strip(),
        asked_by_id=by.user_id,
        asked_at=at,
        lapses_at=at + TIME_TO_CONFIRM,
    )
    if not may_ask_removal(by, removal):
        raise NotAllowed(
            _("You serve a chamber, or have an interest here: another member of the board decides.")
        )
    other_members = confirmers(removal)
    removal.referred_at = None if other_members else at
    try:
        with transaction.atomic():
            removal.save()
    except IntegrityError:
        raise AssemblyError(_("This was asked already: it waits for an answer.")) from None
    records.log_removal_request(removal, by, at)
    record(removal, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    notices.update_removal(removal, other_members, at)
    return removal


@action(
    "assembly.confirm_removal",
    sentence=_("confirmed the end of a role: %(subject)s"),
    may=may_lead,
    undo=MEMBERS_TOLD,
    subject="removal",
)
def confirm_removal(*, removal: Removal, by: Viewer, at: datetime) -> Removal:
    """The second yes: the role ends now. Raises AssemblyError; NotAllowed for whoever asked, has it, or is not free."""
    current = _check_second(removal, by, at)
    _end_role(current, by, at)
    return current


@action(
    "assembly.refuse_removal",
    sentence=_("refused the end of a role: %(subject)s"),
    may=may_lead,
    undo=MEMBERS_TOLD,
    subject="removal",
)
def refuse_removal(*, removal: Removal, by: Viewer, at: datetime) -> Removal:
    """No: the role goes on. The same errors."""
    return _settle(_check_second(removal, by, at), State.REFUSED, by, at)


@action(
    "assembly.withdraw_removal",
    sentence=_("withdrew the request to end the role: %(subject)s"),
    may=_may_withdraw,
    undo=_undo_asking,
    subject="removal",
)
def withdraw_removal(*, removal: Removal, by: Viewer, at: datetime) -> Removal:
    """Whoever asked changes their mind. Raises AssemblyError."""
    current = _lock_removal(removal)
    change(current, withdrawn_at=at)
    records.log_removal_outcome(current, by, at)
    notices.tell_of_settling(current, at)
    return current


@action(
    "assembly.lapse_removal",
    sentence=_("let a request go that nobody confirmed: %(subject)s"),
    may=lambda by, removal: by.actor.kind == "system",
    undo=Irreversible(_("Its time is over: it can be asked again.")),
    subject="removal",
)
def lapse_removal(*, removal: Removal, by: Viewer, at: datetime) -> Removal:
    """Nobody confirmed it in time: the role goes on. Raises AssemblyError."""
    return _settle(_lock_removal(removal), State.LAPSED, by, at)


@action(
    "assembly.settle_removal",
    sentence=_("carried out the vote on a role: %(subject)s"),
    may=may_lead,
    undo=MEMBERS_TOLD,
    subject="removal",
)
def settle_removal(*, removal: Removal, adopted: bool, by: Viewer, at: datetime) -> Removal:
    """What the assembly voted. Raises AssemblyError for what it was not asked."""
    current = _lock_removal(removal)
    if current.referred_at is None:
        raise AssemblyError(_("The assembly was not asked about this role."))
    if not adopted:
        return _settle(current, State.REFUSED, by, at)
    _end_role(current, by, at)
    return current


def _end_role(removal: Removal, by: Viewer, at: datetime) -> None:
    """Settled first: the act that ends the role looks whether it was confirmed (`hooks`,
    `guards.require_second_for_treasurer`)."""
    _settle(removal, State.CONFIRMED, by, at)
    if removal.term is not None:
        set_office(term=removal.term, office=Term.Office.MEMBER, by=by, at=at)
        return
    membership = removal.membership
    assert membership is not None  # one of the two
    terms = Term.objects.filter(
        organisation=removal.organisation_id, member__user=membership.user_id, ended_on=None
    )
    for term in terms if membership.role == Role.BOARD else []:
        end_term(term=term, by=by, at=at)
    membership.refresh_from_db()
    if membership.ended_on is None:
        end_role(membership=membership, by=by, at=at)


def _settle(removal: Removal, state: str, by: Viewer, at: datetime) -> Removal:
    change(removal, state=str(state), settled_by_id=by.user_id, settled_at=at)
    records.log_removal_outcome(removal, by, at)
    notices.tell_of_settling(removal, at)
    return removal


def _check_second(removal: Removal, by: Viewer, at: datetime) -> Removal:
    current = _lock_removal(removal)
    if current.referred_at is not None:
        raise AssemblyError(_("Nobody else of the board was free: the assembly votes on it."))
    if current.lapses_at <= at:
        raise AssemblyError(_("Its time is over: it can be asked again."))
    if not may_confirm(by, current):
        raise NotAllowed(
            _(
                "Somebody else answers than who asks, whose role it is, who serves a chamber or has an interest."
            )
        )
    return current


def _lock_removal(removal: Removal) -> Removal:
    """As it is; others wait."""
    locked = Removal.objects.select_for_update(of=("self",)).select_related("organisation", "asked_by")
    current = locked.get(pk=removal.pk)
    if not current.is_open:
        raise AssemblyError(_("This was settled already, or taken back."))
    return current
