"""Writing an offer, correcting it, copying it, taking it back."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.queries import member_of
from etabli.community.jobs import notices
from etabli.community.jobs.engine import PERIODS, Kind, Terms, fields_of
from etabli.community.jobs.links import correspondent_for_address
from etabli.community.jobs.models import Job
from etabli.community.jobs.rules import is_author, is_read_first, party_of
from etabli.community.jobs.states import CORRECTABLE, WITHDRAWABLE, State, state_of
from etabli.community.moderation.actions import submit
from etabli.foundation.journal import ActionError, action, change, record, undo_fields
from etabli.foundation.people.models import Organisation, Role
from etabli.foundation.people.viewer import Viewer


class OfferNotFit(ActionError):
    """Something in the offer can't be, whatever is still missing."""


class NotNow(ActionError):
    """The offer is in a state in which this can't be done."""


def may_offer(by: Viewer, arguments: dict[str, Any]) -> bool:
    """Anybody; a member in force in their own association, an artisan in that of their chamber."""
    organisation: Organisation = arguments["organisation"]
    if by.role == Role.MEMBER:
        member = member_of(by)
        return member is not None and member.organisation_id == organisation.pk
    return by.role != Role.ARTISAN or organisation.chamber_id == by.chamber_id


@action(
    "jobs.write",
    sentence=_("wrote the offer “%(subject)s”"),
    may=may_offer,
    may_undo=is_author,
    undo=undo_fields,
)
def write_job(*, organisation: Organisation, terms: Terms, email: str = "", by: Viewer, at: datetime) -> Job:
    """A draft, which may lack all but its kind and title. Raises OfferNotFit.

    Whoever is nobody here gives an `email`: our mail to it leads back to the draft, and nothing more happens without.
    """
    check(terms)
    author = party_of(by)
    correspondent = None
    if author is None:
        if not email.strip():
            raise OfferNotFit(_("Write your e-mail address: our mail leads you back to your offer."))
        correspondent = correspondent_for_address(
            organisation_id=organisation.pk, chamber_id=organisation.chamber_id, email=email, at=at
        )
        author = correspondent.party_id
    job = Job.objects.create(
        organisation=organisation, author_id=author, written_at=at, **values_for_kind(terms)
    )
    record(job, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    if correspondent is not None:
        notices.send_draft_link(job, correspondent, at)
    return job


@action(
    "jobs.correct",
    sentence=_("corrected the offer “%(subject)s”"),
    may=is_author,
    undo=undo_fields,
    subject="job",
)
def correct_job(*, job: Job, terms: Terms, by: Viewer, at: datetime) -> Job:
    """Change what it says. An offer that is out comes off the list until it is sent and read again, unless its author's
    things are read afterwards. Raises OfferNotFit, NotNow.
    """
    check(terms)
    job = lock_job(job)
    state = require_state(job, CORRECTABLE, at)
    values = values_for_kind(terms)
    if state in {State.DRAFT, State.REFUSED}:
        return change(job, **values)
    if is_read_first(job):
        return change(job, published_at=None, submitted_at=None, **values)
    changed = change(job, **values)
    submit(subject=job, is_out=True, by=by, at=at)
    return changed


@action(
    "jobs.copy", sentence=_("copied the offer “%(subject)s”"), may=is_author, undo=undo_fields, subject="job"
)
def copy_job(*, job: Job, by: Viewer, at: datetime) -> Job:
    """A draft that says the same, without its days."""
    terms = replace(job.terms, starts_on=None, apply_by_on=None)
    copy = Job.objects.create(
        organisation_id=job.organisation_id, author_id=job.author_id, written_at=at, **asdict(terms)
    )
    record(copy, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return copy


@action(
    "jobs.withdraw",
    sentence=_("withdrew the offer “%(subject)s”"),
    may=lambda by, job: by.actor.kind == "system" or is_author(by, job),
    undo=undo_fields,
    subject="job",
)
def withdraw_job(*, job: Job, by: Viewer, at: datetime) -> Job:
    """Nobody sees it any more but its author, who may take this back. Raises NotNow."""
    job = lock_job(job)
    require_state(job, WITHDRAWABLE, at)
    return change(job, withdrawn_at=at)


def lock_job(job: Job) -> Job:
    """The offer as it is now, kept from others until the end of the transaction."""
    return Job.objects.select_for_update().get(pk=job.pk)


def require_state(job: Job, states: frozenset[State], at: datetime) -> State:
    """The state that it is in; raises NotNow when that is none of these."""
    state = state_of(job, timezone.localdate(at))
    if state not in states:
        raise NotNow(_("This offer is “%(state)s”: this can’t be done now.") % {"state": state.label})
    return state


def values_for_kind(terms: Terms) -> dict[str, Any]:
    """The values to keep: what this kind of offer does not say is left as empty."""
    blank = asdict(Terms(kind=terms.kind))
    names = fields_of(terms.kind)
    return {name: value if name in names else blank[name] for name, value in asdict(terms).items()}


def check(terms: Terms) -> None:
    """What no draft may hold either."""
    if not terms.title.strip():
        raise OfferNotFit(_("Give the offer a title."))
    low, high = terms.pay_low_cents, terms.pay_high_cents
    if low is not None and high is not None and low > high:
        raise OfferNotFit(_("The lowest pay is above the highest: exchange the two."))
    if terms.pay_period not in PERIODS[Kind(terms.kind)]:
        raise OfferNotFit(_("This kind of offer is not paid so: choose another period."))
