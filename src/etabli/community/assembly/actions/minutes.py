"""After the votes: the minutes and who signs them; the elected take their seats, until the end of their term."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.assembly import notices, records
from etabli.community.assembly.actions.guards import (
    AssemblyError,
    is_confirmed,
    lock_assembly,
    require_second_for_seat,
    require_second_for_treasurer,
    reverse_by_board,
)
from etabli.community.assembly.models import Assembly, Bylaws, Candidate, Item, Poll, Signature, Term
from etabli.community.assembly.poll_results import is_to_draw, outcome_of
from etabli.community.assembly.rules import may_lead
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
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.rules import CHARGE_STAYS
from etabli.foundation.people.viewer import Viewer

TERM_STAYS = Irreversible(CHARGE_STAYS)


def _unsigned(item: Item) -> None:
    assembly = lock_assembly(item.assembly)
    if assembly.opened_at is None:
        raise AssemblyError(_("The minutes are written once the sitting is open."))
    if assembly.signatures.filter(withdrawn_at=None).exists():
        raise AssemblyError(_("The minutes are signed: take the signatures back before you change them."))


def _undo_signature(entry: Entry, by: Any, at: datetime) -> None:
    row: Any = subject_of(entry)
    if by.user_id != row.user_id:
        raise NotAllowed(_("Only the person who signed can do this."))
    signatures_in_force = Signature.objects.filter(
        assembly=lock_assembly(row.assembly), user=row.user_id, withdrawn_at=None
    )
    if entry.before["withdrawn_at"] is None and signatures_in_force.exclude(pk=row.pk).exists():
        raise CannotUndo(_("You have signed again since."))
    undo_fields(entry, by, at)


@action(
    "assembly.write_minutes",
    sentence=_("wrote the minutes of “%(subject)s”"),
    may=may_lead,
    undo=reverse_by_board(_unsigned),
    subject="item",
)
def write_minutes(*, item: Item, text: str, by: Viewer, at: datetime) -> Item:
    """What the minutes say of an item, beside the votes that they hold anyway. Raises AssemblyError."""
    _unsigned(item)
    return change(item, minutes=text.strip())


@action(
    "assembly.sign_minutes",
    sentence=_("signed the minutes of “%(subject)s”"),
    may=may_lead,
    undo=_undo_signature,
)
def sign_minutes(*, assembly: Assembly, by: Viewer, at: datetime) -> Signature:
    """A member of the board approves the minutes; from the first signature on, members read them.

    Raises AssemblyError: not closed, or signed already.
    """
    current = lock_assembly(assembly)
    if current.closed_at is None or by.user_id is None:
        raise AssemblyError(_("The minutes are signed when the sitting is closed."))
    signatures = current.signatures.filter(withdrawn_at=None)
    if signatures.filter(user=by.user_id).exists():
        raise AssemblyError(_("You have signed these minutes already."))
    is_first = not signatures.exists()
    row = Signature.objects.create(assembly=current, user_id=by.user_id, name=by.name, signed_at=at)
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=current.title)
    if is_first:
        notices.tell_members_of_minutes(current, at)
    return row


@action(
    "assembly.seat_elected",
    sentence=_("gave the elected of “%(subject)s” their seats on the board"),
    may=may_lead,
    undo=TERM_STAYS,
    subject="poll",
)
def seat_elected(*, poll: Poll, by: Viewer, at: datetime) -> Poll:
    """Each of the elected begins a term, and gets the role of board member if they have it not.

    A term that goes on ends with the day, and the new one keeps its office and its role. Raises AssemblyError.
    """
    organisation_id = lock_assembly(poll.item.assembly).organisation_id
    current = Poll.objects.select_related("item__assembly").get(pk=poll.pk)
    if current.closed_at is None or current.seated_at is not None or current.item.kind != Item.Kind.ELECTION:
        raise AssemblyError(_("There is nobody to seat here, or it is done."))
    outcome = outcome_of(current)
    if is_to_draw(outcome):
        raise AssemblyError(_("Some are tied: draw lots, or vote again, first."))
    bylaws = Bylaws.objects.filter(organisation=organisation_id).first() or Bylaws()
    today = timezone.localdate(at)
    elected = Candidate.objects.filter(pk__in=outcome.result.elected).select_related("member")
    for candidate in elected:
        _begin(candidate, current, organisation_id, today, bylaws.term_years)
    return change(current, seated_at=at)


def _check_may_move(term: Term, office: str, by: Viewer, at: datetime) -> None:
    """Nobody gives themselves an office while others sit on the board; the only treasurer goes with two voices."""
    board = Membership.objects.filter(organisation=term.organisation_id, role=Role.BOARD, ended_on=None)
    is_own = by.user_id is not None and by.user_id == term.member.user_id
    if is_own and office != Term.Office.MEMBER and board.exclude(user=by.user_id).exists():
        raise NotAllowed(_("Another member of the board writes down your own office."))
    if office != Term.Office.TREASURER:
        require_second_for_treasurer(term, by, at)


@action(
    "assembly.set_office",
    sentence=_("changed the office of %(subject)s"),
    tells={"office": _("office")},
    may=may_lead,
    undo=TERM_STAYS,
    subject="term",
)
def set_office(*, term: Term, office: str, by: Viewer, at: datetime) -> Term:
    """Chair, treasurer, secretary, or member of the board."""
    term = _lock_term(term)
    if term.ended_on is not None:
        raise AssemblyError(_("This term is over."))
    _check_may_move(term, office, by, at)
    before = str(term.office)
    change(term, office=office)
    records.log_office_change(term, before, by, at)
    if office != before and not is_confirmed(
        term, at
    ):  # else the request itself was answered, and they are told of that
        notices.tell_of_lost_office(term, before, by, at)
    return term


@action(
    "assembly.end_term",
    sentence=_("ended the term of %(subject)s on the board"),
    may=may_lead,
    undo=TERM_STAYS,
    subject="term",
)
def end_term(*, term: Term, by: Viewer, at: datetime) -> Term:
    """A resignation, or the end of a term: the role of board member that it gave ends with it. Raises AssemblyError."""
    term = _lock_term(term)
    if term.ended_on is not None:
        raise AssemblyError(_("This term is over."))
    if by.actor.kind != "system":  # whoever is erased leaves; the board was told when they asked for it
        require_second_for_treasurer(term, by, at)
        require_second_for_seat(term, by, at)
    notices.tell_of_lost_office(term, str(term.office), by, at)
    _end(term, timezone.localdate(at))
    record(term, before={"ended_on": None}, after={"ended_on": term.ended_on})
    return term


def _lock_term(term: Term) -> Term:
    """The term as it is; others wait."""
    return (
        Term.objects.select_for_update(of=("self",)).select_related("member", "organisation").get(pk=term.pk)
    )


def _begin(candidate: Candidate, poll: Poll, organisation_id: int, today: date, years: int) -> None:
    term_in_force = Term.objects.filter(
        organisation=organisation_id, member=candidate.member, ended_on=None
    ).first()
    if term_in_force is not None:
        term_in_force.ended_on = today
        term_in_force.save(update_fields=["ended_on"])
    role = {"user_id": candidate.member.user_id, "organisation_id": organisation_id, "role": Role.BOARD}
    has_role = Membership.objects.filter(**role, ended_on=None).exists()
    if not has_role:
        Membership.objects.create(**role)
    Term.objects.create(
        organisation_id=organisation_id,
        member=candidate.member,
        poll=poll,
        office=term_in_force.office if term_in_force else Term.Office.MEMBER,
        started_on=today,
        ends_on=_years_later(today, years),
        gave_role=not has_role or (term_in_force is not None and term_in_force.gave_role),
    )


def _years_later(day: date, years: int) -> date:
    """The same day of that year; 28 February for the 29th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _end(term: Term, ended_on: date) -> None:
    """A term and the role that it gave end together."""
    term.ended_on = ended_on
    term.save(update_fields=["ended_on"])
    if term.gave_role:
        Membership.objects.filter(
            user_id=term.member.user_id,
            organisation_id=term.organisation_id,
            role=Role.BOARD,
            ended_on=None,
        ).update(ended_on=ended_on)
