"""The same ad elsewhere: each destination is agreed to apart, and can be left at any moment."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.market import notices, records
from etabli.community.market.actions.answer_limit import SERVES_BOTH, AdClosed, AdNotFit, lock_ad
from etabli.community.market.models import Ad, Destination, Sending
from etabli.community.market.rules import may_change_ad
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, action, change, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.people.actions import give_consent, withdraw_consent
from etabli.foundation.people.models import Consent
from etabli.foundation.people.rules import may_end
from etabli.foundation.people.viewer import Viewer


class AlreadyThere(ActionError):
    """The ad goes to this destination already."""


def _undo_sending(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the sending and the agreement to it end together, and come back together. An agreement that the
    artisan ended apart stays ended: CannotUndo."""
    sending: Any = subject_of(entry, lock=True)
    if not may_change_ad(by, sending):
        raise NotAllowed(SERVES_BOTH)
    if as_json_value(sending, "withdrawn_at") != entry.after["withdrawn_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    is_restored = entry.before["withdrawn_at"] is None
    if is_restored and (sending.ad.withdrawn_at or sending.ad.consent.withdrawn_at):
        raise CannotUndo(_("The ad itself is withdrawn: put it out again first."))
    # Only what ended with the sending comes back with it: the artisan's own word is taken back by the artisan alone.
    if is_restored and sending.consent.withdrawn_at not in {None, sending.withdrawn_at}:
        raise CannotUndo(_("The artisan no longer agrees to have this ad passed on."))
    sending.consent.withdrawn_at = None if is_restored else sending.consent.withdrawn_at or at
    sending.consent.save(update_fields=["withdrawn_at"])
    records.log_sending(sending, is_restored, by, at)
    change(sending, withdrawn_at=None if is_restored else at)
    notices.update_place(sending, by, at)


@action(
    "market.send_elsewhere",
    sentence=_("passed the ad “%(subject)s” on elsewhere"),
    may=may_change_ad,
    undo=_undo_sending,
    subject="ad",
)
def send_elsewhere(*, ad: Ad, destination: str, portal: str = "", by: Viewer, at: datetime) -> Sending:
    """Show the ad at this destination too: the artisan agrees to it, having read what will be seen there.

    It is seen there once a moderator has read it, and as long as it is out. `portal` names where a mail goes.
    Raises AdClosed, AdNotFit, AlreadyThere.
    """
    lock_ad(ad.pk)
    ad.refresh_from_db(fields=["withdrawn_at"])
    if ad.withdrawn_at is not None or ad.consent.withdrawn_at is not None:
        raise AdClosed(_("This ad was already withdrawn."))
    portal = portal.strip() if destination == Destination.MAIL else ""
    if destination == Destination.MAIL and not portal:
        raise AdNotFit(_("Say which portal you send it to."))
    sending = (
        Sending.objects.filter(ad=ad, destination=destination, portal=portal)
        .select_related("consent")
        .first()
    )
    if sending is not None and _is_in_force(sending):
        raise AlreadyThere(_("The ad is there already."))
    if sending is None:
        sending = Sending(ad=ad, destination=destination, portal=portal)
    sending.ad, sending.sent_by_id, sending.sent_at, sending.withdrawn_at = ad, by.actor.party_id, at, None
    sending.save()
    _record_consent(sending, by, at)
    records.log_sending(sending, True, by, at)
    record(sending, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    notices.update_place(sending, by, at)
    return sending


@action(
    "market.withdraw_sending",
    sentence=_("withdrew the ad “%(subject)s” from a place outside"),
    may=may_change_ad,
    undo=_undo_sending,
    subject="sending",
)
def withdraw_sending(*, sending: Sending, by: Viewer, at: datetime) -> Sending:
    """It is no longer shown there, from this moment on. Raises AdClosed."""
    lock_ad(sending.ad_id)
    sending.refresh_from_db(fields=["withdrawn_at"])
    if sending.withdrawn_at is not None:
        raise AdClosed(_("This ad was already withdrawn from there."))
    consent = sending.consent
    if consent is not None and consent.withdrawn_at is None and may_end(by, consent):
        withdraw_consent(consent=consent, by=by, at=at)
    records.log_sending(sending, False, by, at)
    change(sending, withdrawn_at=at)
    notices.update_place(sending, by, at)
    return sending


def _is_in_force(sending: Sending) -> bool:
    is_agreed = sending.consent is not None and sending.consent.withdrawn_at is None
    return is_agreed and sending.withdrawn_at is None


def _record_consent(sending: Sending, by: Viewer, at: datetime) -> None:
    sending.consent = give_consent(
        person=sending.ad.person, purpose=Consent.Purpose.AD, about=sending, by=by, at=at
    )
    sending.save(update_fields=["consent"])
