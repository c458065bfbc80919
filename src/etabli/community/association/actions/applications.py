"""Asking to join, and what the board answers."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association import letters, notices
from etabli.community.association.actions.members import AlreadyMember, NotFit, check_category, check_trade
from etabli.community.association.departures import (
    check_and_tell_departure,
    check_unused,
    may_undo_arrival,
    tell_return,
)
from etabli.community.association.impartiality import may_refuse
from etabli.community.association.membership_changes import (
    add_membership,
    ask_for_dues,
    lock_member_list,
    restore_membership,
    withdraw_or_restore_dues,
)
from etabli.community.association.models import Application, Category, Member
from etabli.community.association.rules import may_add
from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    NotAllowed,
    action,
    anyone,
    change,
    record,
    undo_fields_if_free,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.notify.queue import call_back
from etabli.foundation.people.models import Organisation, User
from etabli.foundation.people.viewer import Viewer

State = Application.State
OPEN_STATES = (State.WAITING, State.ASKED)


class AlreadyAsked(ActionError):
    """The same address asks already."""


class ApplicationOver(ActionError):
    """Decided, withdrawn, or in another state than the act needs."""


def _undo_own(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, by whoever did it: never by the staff of the chamber, who see nothing of it."""
    if by.is_staff_of(by.chamber_id):
        raise NotAllowed(_("This is the affair of the association."))
    _reverse(entry, by, at)


def _undo_decision(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways; the letter that has not left yet is called back."""
    application: Any = subject_of(entry)
    call_back(letters.mail_key(application, kind, entry.at) for kind in ("question", "refused"))
    _reverse(entry, by, at)


def _reverse(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways; who of the board had no word of a request that waits again learns of it."""
    undo_fields_if_free(entry, by, at)
    application: Any = subject_of(entry)
    notices.tell_board_of_application(application, at, even_if_told=False)


def _may_undo_acceptance(by: Viewer, application: Application) -> bool:
    """As for whoever was put in without having asked; once taken back, whoever accepts."""
    member = application.member
    return may_add(by, application) if member is None else may_undo_arrival(by, member)


def _undo_acceptance(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the request waits again and the place is closed, or all of it as it was."""
    application: Any = subject_of(entry, lock=True)
    if as_json_value(application, "state") != entry.after["state"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    member = Member.objects.select_for_update().get(pk=entry.after["place_id"])
    if as_json_value(member, "left_on") != entry.after["place"]["left_on"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    leaves = entry.after["state"] == State.ACCEPTED
    if leaves:
        check_unused([member])
        check_and_tell_departure(member, by, at)
    withdraw_or_restore_dues(entry.after["dues"], at if leaves else None)
    restore_membership(member, entry.before["place"])
    if not leaves:
        tell_return(member, by, at)
    application.state = entry.before["state"]
    application.member = None if leaves else member
    application.save(update_fields=["state", "member"])
    call_back([letters.mail_key(application, "accepted", entry.at)])
    record(application, before=entry.after, after=entry.before)
    notices.tell_board_of_application(application, at, even_if_told=False)


@action("association.apply", sentence=_("asked to join “%(subject)s”"), may=anyone, undo=_undo_own)
def apply(
    *,
    organisation: Organisation,
    kind: str,
    name: str,
    company: str,
    email: str,
    trade: str,
    commune_code: str = "",
    text: str = "",
    by: Viewer,
    at: datetime,
) -> Application:
    """A request to join; a link goes to the address, which proves it. Raises AlreadyAsked, UnknownTrade, NotFit."""
    check_trade(trade, organisation.pk)
    if kind == "company" and not company.strip():
        raise NotFit(_("Write the name of the company."))
    try:
        with transaction.atomic():
            application = Application.objects.create(
                chamber_id=organisation.chamber_id,
                organisation=organisation,
                kind=kind,
                name=name.strip(),
                company=company.strip() if kind == "company" else "",
                email=email.strip().lower(),
                trade=trade,
                commune_code=commune_code,
                text=text.strip(),
                sent_at=at,
            )
    except IntegrityError:
        raise AlreadyAsked(_("A request of this address is there already.")) from None
    record(
        application, before={"state": State.WITHDRAWN}, after={"state": State.SENT}, label=organisation.name
    )
    letters.send_confirmation(application, at)
    return application


@action(
    "association.confirm_application",
    sentence=_("confirmed the address of a request to join: %(subject)s"),
    may=anyone,
    undo=Irreversible(_("The address is proved. You can withdraw the request itself.")),
    subject="application",
)
def confirm_application(*, application: Application, by: Viewer, at: datetime) -> Application:
    """The caller has seen the link of the mail: the board reads the request from now on. Raises ApplicationOver."""
    _lock_application(application, State.SENT)
    change(application, state=State.WAITING, confirmed_at=at)
    notices.tell_board_of_application(application, at)
    return application


@action(
    "association.answer_question",
    sentence=_("answered the question about the request of %(subject)s"),
    may=anyone,
    undo=_undo_own,
    subject="application",
)
def answer_question(*, application: Application, answer: str, by: Viewer, at: datetime) -> Application:
    """Whoever holds the link answers the board, which is told. Raises ApplicationOver, NotFit."""
    _lock_application(application, State.ASKED)
    if not answer.strip():
        raise NotFit(_("Write your answer."))
    change(application, answer=answer.strip(), state=State.WAITING)
    notices.tell_board_of_application(application, at)
    return application


@action(
    "association.withdraw_application",
    sentence=_("withdrew the request to join of %(subject)s"),
    may=anyone,
    undo=_undo_own,
    subject="application",
)
def withdraw_application(*, application: Application, by: Viewer, at: datetime) -> Application:
    """Whoever holds the link no longer asks. Raises ApplicationOver."""
    _lock_application(application, State.SENT, *OPEN_STATES)
    return change(application, state=State.WITHDRAWN)


@action(
    "association.ask_applicant",
    sentence=_("asked %(subject)s a question about their request"),
    may=may_add,
    undo=_undo_decision,
    subject="application",
)
def ask_applicant(*, application: Application, question: str, by: Viewer, at: datetime) -> Application:
    """Ask for more, by mail, before deciding. Raises ApplicationOver, NotFit."""
    _lock_application(application, *OPEN_STATES)
    if not question.strip():
        raise NotFit(_("Write your question."))
    change(application, state=State.ASKED, question=question.strip(), answer="")
    letters.send_question(application, at)
    return application


@action(
    "association.refuse_application",
    sentence=_("refused the request of %(subject)s"),
    may=lambda by, application: may_refuse(by, application.organisation_id),
    undo=_undo_decision,
    subject="application",
)
def refuse_application(*, application: Application, reason: str, by: Viewer, at: datetime) -> Application:
    """No, with the reason that the applicant reads. Raises ApplicationOver, NotFit."""
    _lock_application(application, *OPEN_STATES)
    if not reason.strip():
        raise NotFit(_("Say why: the person reads it."))
    change(application, state=State.REFUSED, reason=reason.strip(), decided_at=at)
    letters.send_refusal(application, at)
    return application


@action(
    "association.accept_application",
    sentence=_("accepted %(subject)s in the association"),
    may=may_add,
    may_undo=_may_undo_acceptance,
    undo=_undo_acceptance,
    subject="application",
)
def accept_application(
    *, application: Application, category: Category | None = None, by: Viewer, at: datetime
) -> Member:
    """Yes: an account if there is none, a place, the role of member, the dues under way, a letter.

    Whoever was in before finds their place again. Raises ApplicationOver, AlreadyMember, NotFit.
    """
    was = _lock_application(application, *OPEN_STATES)
    check_category(category, application.organisation_id)
    lock_member_list(application.organisation_id)
    user = User.objects.filter(email__iexact=application.email).first()
    if user is None:
        user = User.objects.create_user(application.email, application.name)
    if Member.objects.filter(organisation=application.organisation_id, user=user, left_on=None).exists():
        raise AlreadyMember(_("This person is in the association already."))
    member, place = add_membership(
        organisation=application.organisation,
        user=user,
        joined_on=timezone.localdate(at),
        at=at,
        display_name=str(application),
        trade=application.trade,
        kind=application.kind,
        commune_code=application.commune_code,
        category_id=category and category.pk,
    )
    dues = ask_for_dues(member, at)
    application.state, application.member, application.decided_at = State.ACCEPTED, member, at
    application.save(update_fields=["state", "member", "decided_at"])
    now = {name: getattr(member, name) for name in place}
    added = {"place_id": member.pk, "dues": dues}
    record(
        application,
        before={"state": was, "place": place, **added},
        after={"state": State.ACCEPTED, "place": now, **added},
    )
    letters.send_acceptance(application, at)
    return member


def _lock_application(application: Application, *states: str) -> str:
    """Lock the request and read it again; ApplicationOver when it is in none of these states."""
    now = Application.objects.select_for_update().get(pk=application.pk)
    for field in ("state", "question", "answer", "reason"):
        setattr(application, field, getattr(now, field))
    if now.state not in states:
        raise ApplicationOver(_("This request was answered or withdrawn meanwhile."))
    return now.state
