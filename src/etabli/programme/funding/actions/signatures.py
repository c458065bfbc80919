"""Signing for a half-day of support, as its artisan or as its adviser; taking a signature off.

The drawing stands on the row and nowhere else: the journal says that somebody signed, and when.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, record
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.models import AdviserSignature, HalfSignature
from etabli.programme.funding.queries.half_days import is_absent
from etabli.programme.support.models import Appointment
from etabli.programme.workshops.engine.strokes import Strokes


class NotSignable(ActionError):
    """The half-day is to come, was called off, or is signed already."""


@action(
    "funding.sign",
    sentence=_("collected the signature of %(subject)s for a half-day"),
    may=may_run,
    undo=Irreversible(_("Take the signature off on the file: the person then signs again.")),
    subject="appointment",
)
def sign_half_day(
    *, appointment: Appointment, signature: Strokes | str, by: Viewer, at: datetime
) -> HalfSignature:
    """The artisan signs, once. Raises NotSignable."""
    _refuse_before(appointment, at)
    signed, _is_new = HalfSignature.objects.select_for_update().get_or_create(appointment=appointment)
    if signed.signed_at is not None:
        raise NotSignable(_("This half-day is signed already: nothing more to do."))
    _sign(signed, signature, at)
    return signed


@action(
    "funding.sign_as_adviser",
    sentence=_("signed for the half-day of %(subject)s as the trainer"),
    may=may_run,
    undo=Irreversible(_("Take the signature off on the file: the adviser then signs again.")),
    subject="appointment",
)
def sign_half_day_as_adviser(
    *, appointment: Appointment, signature: Strokes | str, by: Viewer, at: datetime
) -> AdviserSignature:
    """Whoever gives it signs, or signs again, and nobody else. Raises NotSignable."""
    _refuse_before(appointment, at)
    adviser = appointment.half_day.adviser
    if by.user_id != adviser.pk:
        raise NotSignable(
            _("%(name)s gave this half-day: nobody else signs in their place.") % {"name": adviser.name}
        )
    signed, _is_new = AdviserSignature.objects.update_or_create(
        appointment=appointment, defaults={"adviser": adviser}
    )
    _sign(signed, signature, at)
    return signed


@action(
    "funding.take_signature_off",
    sentence=_("took off the signature of %(subject)s for a half-day"),
    may=may_run,
    undo=Irreversible(_("The drawing is erased: the person can sign again.")),
    subject="signed",
)
def take_signature_off(*, signed: HalfSignature, by: Viewer, at: datetime) -> HalfSignature:
    """Erase one that was not theirs, or not right."""
    _erase(signed)
    return signed


@action(
    "funding.take_adviser_signature_off",
    sentence=_("took off the trainer’s signature for the half-day of %(subject)s"),
    may=may_run,
    undo=Irreversible(_("The drawing is erased: the adviser can sign again.")),
    subject="signed",
)
def take_adviser_signature_off(*, signed: AdviserSignature, by: Viewer, at: datetime) -> AdviserSignature:
    """Erase one that was not right."""
    _erase(signed)
    return signed


def _erase(row: HalfSignature | AdviserSignature) -> None:
    before = {"signed_at": row.signed_at}
    row.signature = row.signed_at = None
    row.save()
    record(row, before=before, after={"signed_at": None})


def _sign(row: HalfSignature | AdviserSignature, signature: Strokes | str, at: datetime) -> None:
    row.signature, row.signed_at = signature, at
    row.save()
    record(row, before={}, after={"signed_at": at})


def _refuse_before(appointment: Appointment, at: datetime) -> None:
    if appointment.cancelled_at is not None or appointment.half_day.on > timezone.localdate(at):
        raise NotSignable(_("This half-day was called off, or is to come: it is signed on its day."))
    if is_absent(appointment):
        raise NotSignable(_("The report says that the artisan did not come: nobody signs for it."))
