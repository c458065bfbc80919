"""What the assemblies add to acts of the apps below: nobody is put off the board by one person alone, the last of a
kind stays, and nobody loses their vote once an assembly is convened.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.assembly import notices
from etabli.community.assembly.actions.guards import AssemblyError, SecondNeeded, is_confirmed
from etabli.community.assembly.models import Assembly, Term
from etabli.community.assembly.rules import another_moderator_remains, is_last_treasurer
from etabli.community.association.hooks import roles_of
from etabli.community.association.models import Dues, MemberKind, Payment
from etabli.community.association.queries import rules_of
from etabli.community.association.rules import is_self
from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Membership, OrganisationKind, Role, User

GRACE_AFTER_END = timedelta(days=1)  # after its end, an assembly that nobody closed stops nothing


class LastOfBoard(ActionError):
    """Without them nobody could act for the association."""


def on_role_change(entry: Any, membership: Any, by: Any, at: datetime) -> None:
    """A role of an association was ended or changed: was it the last of its kind?

    Not asked of the installation, which ends the roles of whoever asked to be erased.
    """
    if membership.organisation.kind != OrganisationKind.ASSOCIATION or by.actor.kind == "system":
        return
    role_before, role_after = roles_of(entry, membership)
    if role_before == Role.MODERATOR != role_after:
        _keep_moderator(membership, by, at)
    if role_before == Role.BOARD != role_after:
        _keep_board(membership, by, at)


def _keep_moderator(membership: Membership, by: Any, at: datetime) -> None:
    if not another_moderator_remains(membership, by) and not is_confirmed(membership, at):
        raise SecondNeeded(
            _(
                "They are the only moderator who counts: ask another member of the board to confirm. One who is new, "
                "or whom you named, does not count."
            )
        )


def _keep_board(membership: Membership, by: Any, at: datetime) -> None:
    if not Membership.objects.filter(
        organisation=membership.organisation_id, role=Role.BOARD, ended_on=None
    ).exists():
        raise LastOfBoard(
            _("An association keeps at least one member of its board: give this role to somebody else first.")
        )
    if is_confirmed(membership, at):
        return
    if membership.user_id != by.user_id:
        raise SecondNeeded(
            _(
                "Nobody puts another member of the board out alone: ask one more member of the board to confirm."
            )
        )
    terms = Term.objects.filter(organisation=membership.organisation_id, member__user=membership.user_id)
    if any(is_last_treasurer(term) for term in terms.filter(ended_on=None).select_related("member")):
        raise SecondNeeded(
            _("They are the only treasurer: end this office first, with another member of the board.")
        )


def next_convened(organisation_id: int, at: datetime) -> Assembly | None:
    """The next assembly that is convened and not over: one statement."""
    assemblies = Assembly.objects.filter(
        organisation=organisation_id, closed_at=None, cancelled_at=None, ends_at__gte=at - GRACE_AFTER_END
    )
    return assemblies.exclude(convened_at=None).order_by("starts_at").first()


def on_rules_change(entry: Any, rules: Any, by: Any, at: datetime) -> None:
    """Less grace: who was in time may be late."""
    if entry.after["grace_days"] < entry.before["grace_days"]:
        _refuse_while_convened(next_convened(rules.organisation_id, at))


def on_member_change(entry: Any, member: Any, by: Any, at: datetime) -> None:
    """A company has no vote."""
    if entry.after["kind"] == MemberKind.COMPANY != entry.before["kind"]:
        _refuse_while_convened(next_convened(member.organisation_id, at))


def on_payment_change(entry: Any, payment: Payment, by: Any, at: datetime) -> None:
    """Money that counts no more."""
    if payment.withdrawn_at is not None and (reason := payment_refusal(payment, by, at)):
        raise AssemblyError(reason)


def on_waiver(entry: Any, dues: Dues, by: Any, at: datetime) -> None:
    """Dues that are asked for again."""
    if dues.waived_at is None and (reason := dues_refusal(dues, by, at)):
        raise AssemblyError(reason)


def on_suspension(entry: Any, suspension: Any, by: Any, at: datetime) -> None:
    """A suspension that takes effect."""
    if suspension.ended_at is None and suspension.referred_at is None:
        _refuse_while_convened(next_convened(suspension.organisation_id, at))


def on_departure(entry: Any, member: Any, by: Any, at: datetime) -> None:
    """A departure that the member did not record themselves."""
    if member.left_on is not None and not is_self(by, member) and by.actor.kind != "system":
        _refuse_while_convened(next_convened(member.organisation_id, at))


def on_arrival_undone(entry: Any, application: Any, by: Any, at: datetime) -> None:
    """An acceptance that is taken back: whoever was accepted is out again."""
    if application.member is None:
        _refuse_to_people(application.organisation_id, by, at)


def on_import_undone(entry: Any, organisation: Any, by: Any, at: datetime) -> None:
    """A list of members that is taken out again."""
    if not entry.after["there"]:
        _refuse_to_people(organisation.pk, by, at)


def _refuse_to_people(organisation_id: int, by: Any, at: datetime) -> None:
    if by.actor.kind != "system":
        _refuse_while_convened(next_convened(organisation_id, at))


def payment_refusal(payment: Payment, by: Any, at: datetime) -> str:
    """Why this money can't count no more today; "" for dues that are no longer asked for."""
    return "" if payment.dues.waived_at is not None else dues_refusal(payment.dues, by, at)


def dues_refusal(dues: Dues, by: Any, at: datetime) -> str:
    """Why these dues can't be owed again today: they would be late on the day of an assembly that is convened, of which
    the member would lose their vote. "" for a company, which has none: three statements at most."""
    if dues.member.kind == MemberKind.COMPANY:
        return ""
    assembly = next_convened(dues.member.organisation_id, at)
    if assembly is None:
        return ""
    day = timezone.localdate(assembly.starts_at)
    grace = timedelta(days=rules_of(assembly.organisation_id).grace_days)
    return _refusal_text(assembly) if dues.due_on + grace < day else ""


def arrival_refusal(application: Any, by: Any, at: datetime) -> str:
    """Why whoever was accepted can't be put out again today."""
    assembly = next_convened(application.organisation_id, at)
    return _refusal_text(assembly) if assembly is not None and by.actor.kind != "system" else ""


def _refuse_while_convened(assembly: Assembly | None) -> None:
    if assembly is not None:
        raise AssemblyError(_refusal_text(assembly))


def _refusal_text(assembly: Assembly) -> str:
    return _("“%(title)s” is convened: until it is over, nobody loses their vote.") % {
        "title": assembly.title
    }


def on_erasure_request(entry: Any, erasure: Any, by: Any, at: datetime) -> None:
    """Whoever asks to be erased may be the only moderator, or the only treasurer: the board is told in time."""
    if erasure.cancelled_at is None and (user := User.objects.filter(party=erasure.owner_id).first()):
        notices.tell_board_of_erasure(user.pk, erasure.due_at, at)


HOOKS = {
    "people.end_role": on_role_change,
    "people.change_role": on_role_change,
    "association.set_dues_rules": on_rules_change,
    "association.change_member": on_member_change,
    "association.cancel_payment": on_payment_change,
    "association.record_payment": on_payment_change,
    "association.waive_dues": on_waiver,
    "association.suspend": on_suspension,
    "association.leave": on_departure,
    "association.add_member": on_departure,
    "association.register_member": on_departure,
    "association.accept_application": on_arrival_undone,
    "association.import_members": on_import_undone,
    "own_data.ask_erasure": on_erasure_request,
}

REFUSALS = {
    "association.record_payment": payment_refusal,
    "association.waive_dues": dues_refusal,
    "association.accept_application": arrival_refusal,
}
