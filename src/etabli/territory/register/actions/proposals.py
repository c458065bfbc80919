"""What a refresh of the official file proposed against a correction of the chamber: somebody decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, record, undo, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.register.actions.corrections import derived_fields
from etabli.territory.register.models import Business, Proposal

Outcome = Proposal.Outcome


class NothingToDecide(ActionError):
    """Somebody has decided this meanwhile, or nothing was chosen."""


def _undo_decision(entry: Entry, by: Any, at: datetime) -> None:
    """The business as it was, and the proposal waits again; or, restored, both as they were decided."""
    undo_fields(entry, by, at)
    proposal = Proposal.objects.select_for_update().get(pk=entry.after["proposal"])
    outcome = entry.before["outcome"]
    waiting = Proposal.objects.filter(
        business_id=proposal.business_id, field=proposal.field, outcome=Outcome.WAITING
    )
    if proposal.outcome != entry.after["outcome"] or (not outcome and waiting.exists()):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    proposal.outcome, proposal.settled_at = outcome, at if outcome else None
    proposal.save(update_fields=["outcome", "settled_at"])


@action(
    "register.accept_proposal",
    sentence=_("took what the official file says of “%(subject)s”"),
    tells={
        "name": _("Name"),
        "trade_code": _("Trade"),
        "commune_id": _("Commune"),
        "address": _("Address"),
        "postal_code": _("Postal code"),
    },
    may=may_run,
    undo=_undo_decision,
    subject="proposal",
)
def accept_proposal(*, proposal: Proposal, by: Viewer, at: datetime) -> Business:
    """The official word takes the place of the chamber's, which is a correction no more. Raises NothingToDecide."""
    proposal, business = _lock_proposal(proposal)
    official_value = {proposal.field: proposal.official}
    corrected = {name: value for name, value in business.corrected.items() if name != proposal.field}
    return _settle(
        proposal,
        business,
        Outcome.OFFICIAL,
        {**official_value, **derived_fields(official_value), "corrected": corrected},
        at,
    )


@action(
    "register.keep_ours",
    sentence=_("kept the chamber’s word about “%(subject)s”"),
    may=may_run,
    undo=_undo_decision,
    subject="proposal",
)
def keep_ours(*, proposal: Proposal, by: Viewer, at: datetime) -> Business:
    """The chamber's word stands over what the official file says today, whether it was there already or comes from one
    of its spreadsheets: it isn't proposed again until that changes. Raises NothingToDecide."""
    proposal, business = _lock_proposal(proposal)
    own_value = {proposal.field: proposal.ours}
    corrected = {**business.corrected, proposal.field: proposal.official}
    return _settle(
        proposal,
        business,
        Outcome.OURS,
        {**own_value, **derived_fields(own_value), "corrected": corrected},
        at,
    )


def _undo_decisions(entry: Entry, by: Any, at: datetime) -> None:
    for part in entry.parts.order_by("-pk"):
        undo(entry=part, by=by, at=at)
    chamber = Organisation.objects.get(pk=entry.subject_id)
    record(chamber, before={}, after={}, label=entry.subject_label)


@action(
    "register.decide",
    sentence=_("decided %(subject)s differences with the official file"),
    may=lambda by, given: all(by.is_staff_of(proposal.chamber_id) for proposal in given["proposals"]),
    may_undo=lambda by, chamber: by.is_staff_of(chamber.pk),
    undo=_undo_decisions,
)
def decide_proposals(*, proposals: Sequence[Proposal], outcome: str, by: Viewer, at: datetime) -> int:
    """Accept, or refuse, several of one chamber at once: all or none. How many. Raises NothingToDecide."""
    if not proposals:
        raise NothingToDecide(_("Tick at least one line."))
    settle = accept_proposal if outcome == Outcome.OFFICIAL else keep_ours
    for waiting in proposals:
        settle(proposal=waiting, by=by, at=at)
    chamber = Organisation.objects.get(pk=proposals[0].chamber_id)
    record(chamber, before={}, after={}, label=str(len(proposals)))
    return len(proposals)


def _lock_proposal(proposal: Proposal) -> tuple[Proposal, Business]:
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.outcome != Outcome.WAITING:
        raise NothingToDecide(_("This was decided already: look again."))
    return proposal, Business.objects.select_for_update().get(pk=proposal.business_id)


def _settle(
    proposal: Proposal, business: Business, outcome: str, wanted: dict[str, Any], at: datetime
) -> Business:
    before = {name: getattr(business, name) for name in wanted}
    for name, value in wanted.items():
        setattr(business, name, value)
    business.save(update_fields=list(wanted))
    proposal.outcome, proposal.settled_at = outcome, at
    proposal.save(update_fields=["outcome", "settled_at"])
    mark = {"proposal": proposal.pk}
    record(
        business,
        before={**before, **mark, "outcome": Outcome.WAITING},
        after={**wanted, **mark, "outcome": outcome},
    )
    return business
