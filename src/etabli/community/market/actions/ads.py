"""Passing an ad on, moderating it, changing how long it stays and how many may answer, taking it back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.queries import association_of
from etabli.community.market import notices, records
from etabli.community.market.actions.answer_limit import SERVES_BOTH, AdClosed, AdNotFit, lock_ad
from etabli.community.market.models import MAX_ANSWERS, MAX_REASON_LENGTH, Ad, join_codes
from etabli.community.market.queries.availability import is_read_after
from etabli.community.market.rules import (
    DEFAULT_CAP,
    DEFAULT_DURATION,
    chooses_bounds,
    may_change_ad,
    may_moderate,
    may_narrow_ad,
    may_pass_on,
)
from etabli.community.moderation.actions import submit
from etabli.community.moderation.models import Case
from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    NotAllowed,
    action,
    change,
    record,
    undo_fields,
    undo_parts,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.people.models import Consent, Person
from etabli.foundation.people.viewer import Viewer


class NoConsent(ActionError):
    """The artisan has not agreed to have this ad passed on, or no longer agrees."""


class AlreadyPassedOn(ActionError):
    """The ad of this brief is out already."""


class AnswersAreThere(ActionError):
    """Somebody has answered: the staff no longer narrows this ad."""


def _undo_ad(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: withdraw the ad, or put it out again."""
    ad: Any = subject_of(entry, lock=True)
    if not may_change_ad(by, ad):
        raise NotAllowed(SERVES_BOTH)
    if as_json_value(ad, "withdrawn_at") != entry.after["withdrawn_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    is_restored = entry.before["withdrawn_at"] is None
    if (
        is_restored
        and Ad.objects.filter(brief_ref=ad.brief_ref, withdrawn_at=None).exclude(pk=ad.pk).exists()
    ):
        raise CannotUndo(_("Another ad of the same brief is out since: withdraw it first."))
    if is_restored and ad.consent.withdrawn_at is not None:
        raise CannotUndo(_("The artisan no longer agrees to have this ad passed on."))
    if not is_restored:
        _check_may_narrow(ad, by)
    records.log_ad_restoration(ad, by, at) if is_restored else records.log_ad_withdrawal(ad, by, at)
    reason = entry.before.get("withdrawal_reason", "")
    change(ad, withdrawn_at=None if is_restored else at, withdrawal_reason=reason)
    notices.update_standing(ad, by, at)


def _undo_passing(entry: Entry, by: Any, at: datetime) -> None:
    """The same, with the moderators' case, as long as none of them has decided."""
    _undo_ad(entry, by, at)
    case = Case.objects.filter(subject_type=entry.subject_type, subject_id=entry.subject_id).first()
    if case is not None and case.state in {Case.State.WAITING, Case.State.WITHDRAWN}:
        undo_parts(entry, "moderation.submit", skip_already_undone=True, by=by, at=at)


def _undo_change(entry: Entry, by: Any, at: datetime) -> None:
    """Put the day and the number back, by whoever may set them so today, unless more have answered since."""
    ad: Any = subject_of(entry, lock=True)
    if not may_change_ad(by, ad):
        raise NotAllowed(SERVES_BOTH)
    if ad.answers_taken > entry.before["answers_cap"]:
        raise CannotUndo(_("More people have answered since: their answers are there."))
    now, then = records.bounds_of(ad), records.Bounds.of_entry(entry.before)
    if then.are_within(now):
        _check_may_narrow(ad, by)
    undo_fields(entry, by, at)
    ad.refresh_from_db()
    records.log_ad_change(ad, now, by, at)
    notices.update_bounds(ad, now, by, at)


def _bounds(person: Person, deadline_on: date, answers_cap: int, by: Viewer, at: datetime) -> dict[str, Any]:
    if not chooses_bounds(by, person):
        deadline_on, answers_cap = timezone.localdate(at) + DEFAULT_DURATION, DEFAULT_CAP
    _check_bounds(deadline_on=deadline_on, cap=answers_cap, at=at)
    return {"deadline_on": deadline_on, "answers_cap": answers_cap}


@action(
    "market.pass_on_ad", sentence=_("passed on the ad “%(subject)s”"), may=may_pass_on, undo=_undo_passing
)
def pass_on_ad(
    *,
    person: Person,
    title: str,
    text: str,
    needs: Sequence[str],
    trades: Sequence[str] = (),
    place: str,
    epci_code: str = "",
    budget: str = "",
    budget_blank_why: str = "",
    deadline_on: date,
    answers_cap: int = DEFAULT_CAP,
    brief_ref: str,
    by: Viewer,
    at: datetime,
) -> Ad:
    """Pass an artisan's ad on to the members, without their name; a moderator reads it first, or after (ReadingRule).

    `title`, `text` and `needs` (sentences) come anonymised; `trades` are ids of those concerned, none for all; `place`
    is an EPCI at the closest; `brief_ref` ("app.model:pk") has a consent. Who holds a double role chooses neither
    the day nor the number: the usual ones apply. The artisan is told who passed it on.
    One of the same brief to which they no longer agreed is withdrawn for good: this one takes its place.
    Raises NoConsent, AlreadyPassedOn, AdNotFit.
    """
    texts = _stripped(title=title, text=text, place=place, budget=budget, budget_blank_why=budget_blank_why)
    bounds = _bounds(person, deadline_on, answers_cap, by, at)
    needs_and_place = {"needs": list(needs), "trades": join_codes(trades), "epci_code": epci_code}
    association, consent = association_of(person.chamber_id), _lock_consent(person, brief_ref)
    _make_way(brief_ref, by, at)
    ad = Ad.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        consent=consent,
        brief_ref=brief_ref,
        **texts,
        **needs_and_place,
        **bounds,
        relayed_by_id=by.actor.party_id,
        passed_on_at=at,
        published_at=at if is_read_after(association) else None,
    )
    records.log_ad(ad, by, at)
    record(ad, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    notices.update_passing(ad, by, at)
    if association is not None:
        submit(subject=ad, is_out=ad.published_at is not None, by=by, at=at)
    return ad


@action(
    "market.change_ad",
    sentence=_("changed until when the ad “%(subject)s” takes answers, and how many"),
    tells={"deadline_on": _("Answers until"), "answers_cap": _("Answers at most")},
    may=may_change_ad,
    undo=_undo_change,
    subject="ad",
)
def change_ad(*, ad: Ad, deadline_on: date, answers_cap: int, by: Viewer, at: datetime) -> Ad:
    """Give it more time, or let more (or fewer) answer: never fewer than have. Whom it concerns is told.

    Raises AdClosed, AdNotFit; AnswersAreThere when the staff would narrow an ad that somebody has answered.
    """
    lock_ad(ad.pk)
    ad.refresh_from_db(fields=["withdrawn_at", "answers_taken", "deadline_on", "answers_cap"])
    if ad.withdrawn_at is not None:
        raise AdClosed(_("This ad was already withdrawn."))
    _check_bounds(deadline_on=deadline_on, cap=answers_cap, at=at)
    if answers_cap < ad.answers_taken:
        raise AdNotFit(
            _("Answers that are there already: %(taken)d. Choose at least as many.")
            % {"taken": ad.answers_taken}
        )
    before = records.bounds_of(ad)
    if records.Bounds(deadline_on, answers_cap).are_within(before):
        _check_may_narrow(ad, by)
    change(ad, deadline_on=deadline_on, answers_cap=answers_cap)
    records.log_ad_change(ad, before, by, at)
    notices.update_bounds(ad, before, by, at)
    return ad


@action(
    "market.publish_ad",
    sentence=_("read and published the ad “%(subject)s”"),
    may=may_moderate,
    undo=undo_fields,
    subject="subject",
)
def publish_ad(*, subject: Ad, by: Viewer, at: datetime) -> Ad:
    """A moderator has read it: the members see it."""
    return change(subject, published_at=subject.published_at or at, hidden_at=None, hidden_reason="")


@action(
    "market.hide_ad",
    sentence=_("took the ad “%(subject)s” away"),
    tells={"hidden_reason": _("Reason")},
    may=may_moderate,
    undo=undo_fields,
    subject="subject",
)
def hide_ad(*, subject: Ad, reason: str, by: Viewer, at: datetime) -> Ad:
    """A moderator takes it away, everywhere it is shown. The artisan keeps it, with the reason and the answers."""
    return change(subject, hidden_at=at, hidden_reason=reason.strip()[:MAX_REASON_LENGTH])


@action(
    "market.withdraw_ad",
    sentence=_("withdrew the ad “%(subject)s”"),
    tells={"withdrawal_reason": _("Reason")},
    may=may_change_ad,
    undo=_undo_ad,
    subject="ad",
)
def withdraw_ad(*, ad: Ad, reason: str = "", by: Viewer, at: datetime) -> Ad:
    """Nobody can answer it any more, and nobody sees it anywhere. The artisan keeps the answers received.

    Raises AdClosed, AdNotFit for a reason that is too long; AnswersAreThere for the staff, once somebody has answered.
    """
    if len(reason.strip()) > MAX_REASON_LENGTH:
        raise AdNotFit(_("Give the reason in %(most)d characters at most.") % {"most": MAX_REASON_LENGTH})
    lock_ad(ad.pk)
    ad.refresh_from_db(fields=["withdrawn_at", "withdrawal_reason", "answers_taken"])
    if ad.withdrawn_at is not None:
        raise AdClosed(_("This ad was already withdrawn."))
    _check_may_narrow(ad, by)
    records.log_ad_withdrawal(ad, by, at)
    change(ad, withdrawn_at=at, withdrawal_reason=reason.strip())
    notices.update_standing(ad, by, at)
    return ad


def _lock_consent(person: Person, brief_ref: str) -> Consent:
    """What the artisan agreed to for this brief; whoever passes it on at once waits. Raises NoConsent."""
    kind, _colon, number = brief_ref.partition(":")
    consents = Consent.objects.select_for_update(no_key=True).filter(
        person=person,
        purpose=Consent.Purpose.AD,
        subject_type=kind,
        subject_id=number,
        withdrawn_at=None,
    )
    consent = consents.order_by("-pk").first() if number else None
    if consent is None:
        raise NoConsent(_("The artisan has not agreed to have this ad passed on: ask them first."))
    return consent


def _make_way(brief_ref: str, by: Viewer, at: datetime) -> None:
    """Withdraw the ad of this brief to which the artisan no longer agrees; `hooks` puts it out again if they do
    agree to that one once more. Raises AlreadyPassedOn for one that stands."""
    standing = Ad.objects.filter(brief_ref=brief_ref, withdrawn_at=None)
    ad = standing.select_related("consent").select_for_update(of=("self",)).first()
    if ad is None:
        return
    if ad.consent.withdrawn_at is None:
        raise AlreadyPassedOn(_("This ad is passed on already: nothing more to do."))
    ad.withdrawn_at = at
    ad.save(update_fields=["withdrawn_at"])
    records.log_ad_withdrawal(ad, by, at)


def _stripped(**texts: str) -> dict[str, str]:
    """The texts of an ad, without the blanks around them. Raises AdNotFit for what is missing."""
    cleaned = {name: text.strip() for name, text in texts.items()}
    if not cleaned["title"] or not cleaned["text"]:
        raise AdNotFit(_("The ad is empty: write what you look for."))
    if not cleaned["budget"] and not cleaned["budget_blank_why"]:
        raise AdNotFit(_("Give a budget, or say why you give none."))
    return cleaned


def _check_may_narrow(ad: Ad, by: Viewer) -> None:
    """AnswersAreThere when it is not the artisan and somebody has answered: the ad is held."""
    if not may_narrow_ad(by, ad):
        raise AnswersAreThere(
            _(
                "Somebody has answered this ad. From then on, only the artisan can shorten it, lower the number of "
                "answers or withdraw it."
            )
        )


def _check_bounds(*, deadline_on: date, cap: int, at: datetime) -> None:
    if deadline_on < timezone.localdate(at):
        raise AdNotFit(_("The last day for answers is over: choose a later day."))
    if not 1 <= cap <= MAX_ANSWERS:
        raise AdNotFit(_("Choose between 1 and %(most)d answers.") % {"most": MAX_ANSWERS})
