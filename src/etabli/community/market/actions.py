"""Passing an ad on, answering it, taking either back.

Each act first updates the ad's row, then the row of the neutrality chain: always in this order, so that acts wait
for one another and never for each other.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.queries import member_of
from etabli.community.market import notices, records
from etabli.community.market.models import LONGEST_REASON, MOST_ANSWERS, Ad, Answer
from etabli.community.market.rules import (
    is_author,
    may_answer,
    may_pass_on,
    may_withdraw_ad,
    must_stand_aside,
)
from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.storage import store
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, action, change, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import plain, subject_of
from etabli.foundation.people.models import Consent, Person
from etabli.foundation.people.viewer import Viewer


class NoConsent(ActionError):
    """The artisan has not agreed to have this ad passed on, or no longer agrees."""


class AlreadyPassedOn(ActionError):
    """The ad of this brief is out already."""


class AdNotFit(ActionError):
    """Something is missing in the ad, or is out of bounds."""


class AdClosed(ActionError):
    """Withdrawn, past its deadline, or with all the answers that it takes."""


class AlreadyAnswered(ActionError):
    """This member has answered this ad."""


def _undo_ad(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: withdraw the ad, or put it out again."""
    ad: Any = subject_of(entry, lock=True)
    if not may_withdraw_ad(by, ad):
        raise NotAllowed(_("You have a part in this ad in another role: take it back in that role."))
    if plain(ad, "withdrawn_at") != entry.after["withdrawn_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    back = entry.before["withdrawn_at"] is None
    if back and Ad.objects.filter(brief_ref=ad.brief_ref, withdrawn_at=None).exclude(pk=ad.pk).exists():
        raise CannotUndo(_("Another ad of the same brief is out since: withdraw it first."))
    if back and ad.consent.withdrawn_at is not None:
        raise CannotUndo(_("The artisan no longer agrees to have this ad passed on."))
    records.ad_restored(ad, by, at) if back else records.ad_withdrawn(ad, by, at)
    reason = entry.before.get("withdrawal_reason", "")
    change(ad, withdrawn_at=None if back else at, withdrawal_reason=reason)


def _undo_answer(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: give the place back, or take one again while there are some."""
    answer: Any = subject_of(entry)
    _hold(answer.ad_id)
    answer.refresh_from_db()
    if plain(answer, "withdrawn_at") != entry.after["withdrawn_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    before = {"withdrawn_at": answer.withdrawn_at}
    if entry.before["withdrawn_at"] is None:
        if must_stand_aside(by, answer.ad):
            raise NotAllowed(_("You have a part in this ad in another role: take it back in that role."))
        _take_place(answer.ad, at)
        _set_withdrawn(answer, None)
    else:
        Ad.objects.filter(pk=answer.ad_id).update(answers_taken=F("answers_taken") - 1)
        _set_withdrawn(answer, at)
    records.answer_moved(answer, at)
    record(answer, before=before, after={"withdrawn_at": answer.withdrawn_at})


@action("market.pass_on_ad", sentence=_("passed on the ad “%(subject)s”"), may=may_pass_on, undo=_undo_ad)
def pass_on_ad(
    *,
    person: Person,
    title: str,
    text: str,
    needs: Sequence[str],
    place: str,
    budget: str,
    deadline_on: date,
    answers_cap: int = 6,
    brief_ref: str,
    by: Viewer,
    at: datetime,
) -> Ad:
    """Put an artisan's ad out to the members, without their name.

    `title`, `text` and `needs` (short sentences) come anonymised; `place` is no closer than an EPCI; `brief_ref`
    is "app.model:pk", for which the person has given their consent. Raises NoConsent, AlreadyPassedOn, AdNotFit.
    """
    consent = _consent(person, brief_ref)
    _check(title=title, text=text, budget=budget, deadline_on=deadline_on, cap=answers_cap, at=at)
    _check_free(brief_ref)
    ad = Ad.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        consent=consent,
        brief_ref=brief_ref,
        title=title.strip(),
        text=text.strip(),
        needs=list(needs),
        place=place.strip(),
        budget=budget.strip(),
        deadline_on=deadline_on,
        answers_cap=answers_cap,
        relayed_by=by.actor.key,
        passed_on_at=at,
    )
    records.ad_passed_on(ad, by, at)
    record(ad, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return ad


@action(
    "market.withdraw_ad",
    sentence=_("withdrew the ad “%(subject)s”"),
    tells={"withdrawal_reason": _("Reason")},
    may=may_withdraw_ad,
    undo=_undo_ad,
    subject="ad",
)
def withdraw_ad(*, ad: Ad, reason: str = "", by: Viewer, at: datetime) -> Ad:
    """Nobody can answer it any more, and members no longer see it. The artisan keeps the answers received.

    Raises AdClosed, or AdNotFit for a reason that is too long.
    """
    if len(reason.strip()) > LONGEST_REASON:
        raise AdNotFit(_("Give the reason in %(most)d characters at most.") % {"most": LONGEST_REASON})
    _hold(ad.pk)
    ad.refresh_from_db(fields=["withdrawn_at", "withdrawal_reason"])
    if ad.withdrawn_at is not None:
        raise AdClosed(_("This ad was already withdrawn."))
    records.ad_withdrawn(ad, by, at)
    return change(ad, withdrawn_at=at, withdrawal_reason=reason.strip())


@action(
    "market.answer_ad",
    sentence=_("answered the ad “%(subject)s”"),
    may=may_answer,
    undo=_undo_answer,
    subject="ad",
)
def answer_ad(*, ad: Ad, message: str, upload: Examined | None, by: Viewer, at: datetime) -> Answer:
    """Answer an ad as a member, with a message and, if there is one, a quote in PDF. The artisan is told.

    Raises AdClosed, AlreadyAnswered, AdNotFit for an empty message, or FileRefused (no room).
    """
    member = member_of(by)
    if member is None:
        raise NotAllowed(_("Only a member of the association can answer an ad."))
    if not message.strip():
        raise AdNotFit(_("Write a few words to the artisan: who you are, what you propose."))
    _take_place(ad, at)
    known = Answer.objects.filter(ad=ad, member=member).first()
    if known is not None and known.withdrawn_at is None:
        raise AlreadyAnswered(_("You have already answered this ad."))
    answer = known or Answer(ad=ad, member=member)
    answer.ad, answer.message, answer.sent_at, answer.withdrawn_at = ad, message.strip(), at, None
    answer.quote = store(upload, purpose="quote", chamber_id=ad.chamber_id, by=by, at=at) if upload else None
    answer.save()
    records.answer_moved(answer, at)
    record(answer, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    notices.told_of_answer(answer, at)
    return answer


@action(
    "market.withdraw_answer",
    sentence=_("withdrew the answer to the ad “%(subject)s”"),
    may=is_author,
    undo=_undo_answer,
    subject="answer",
)
def withdraw_answer(*, answer: Answer, by: Viewer, at: datetime) -> Answer:
    """The member takes their answer back: the artisan no longer sees it, and its place is free again."""
    _hold(answer.ad_id)
    answer.refresh_from_db(fields=["withdrawn_at"])
    if answer.withdrawn_at is not None:
        raise AdClosed(_("This answer was already withdrawn."))
    Ad.objects.filter(pk=answer.ad_id).update(answers_taken=F("answers_taken") - 1)
    _set_withdrawn(answer, at)
    records.answer_moved(answer, at)
    record(answer, before={"withdrawn_at": None}, after={"withdrawn_at": answer.withdrawn_at})
    return answer


def _consent(person: Person, brief_ref: str) -> Consent:
    kind, _colon, number = brief_ref.partition(":")
    given = Consent.objects.filter(
        person=person,
        purpose=Consent.Purpose.AD,
        subject_type=kind,
        subject_id=number,
        withdrawn_at=None,
    )
    consent = given.order_by("-pk").first() if number else None
    if consent is None:
        raise NoConsent(_("The artisan has not agreed to have this ad passed on: ask them first."))
    return consent


def _check_free(brief_ref: str) -> None:
    if Ad.objects.filter(brief_ref=brief_ref, withdrawn_at=None).exists():
        raise AlreadyPassedOn(_("This ad is out already: nothing more to do."))


def _check(*, title: str, text: str, budget: str, deadline_on: date, cap: int, at: datetime) -> None:
    if not title.strip() or not text.strip():
        raise AdNotFit(_("The ad is empty: write what you look for."))
    if not budget.strip():
        raise AdNotFit(_("Give a budget, or say why you give none."))
    if deadline_on < timezone.localdate(at):
        raise AdNotFit(_("The last day for answers is over: choose a later day."))
    if not 1 <= cap <= MOST_ANSWERS:
        raise AdNotFit(_("Choose between 1 and %(most)d answers.") % {"most": MOST_ANSWERS})


def _hold(ad_id: int) -> None:
    """Make whoever else acts on this ad wait until the end of the transaction; what is read from here on is true."""
    Ad.objects.filter(pk=ad_id).update(answers_taken=F("answers_taken"))


def _take_place(ad: Ad, at: datetime) -> None:
    """Count one answer more, if the ad still takes some: one conditional update, exact at any number at once."""
    open_row = Ad.objects.filter(pk=ad.pk, withdrawn_at=None, deadline_on__gte=timezone.localdate(at))
    taken = open_row.filter(answers_taken__lt=F("answers_cap")).update(answers_taken=F("answers_taken") + 1)
    ad.refresh_from_db(fields=["answers_taken", "withdrawn_at", "deadline_on"])
    if not taken and ad.withdrawn_at is None and ad.deadline_on >= timezone.localdate(at):
        raise AdClosed(_("This ad has all the answers that the artisan asked for."))
    if not taken or Consent.objects.exclude(withdrawn_at=None).filter(pk=ad.consent_id).exists():
        raise AdClosed(_("This ad no longer takes answers."))


def _set_withdrawn(answer: Answer, withdrawn_at: datetime | None) -> None:
    answer.withdrawn_at = withdrawn_at
    answer.save(update_fields=["withdrawn_at"])
