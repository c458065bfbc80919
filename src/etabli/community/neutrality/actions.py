"""Declaring an interest, showing one's name with it, ending it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.neutrality.log import append_entry, pseudonym, seal
from etabli.community.neutrality.models import MAX_INTEREST_LENGTH, DeclaredInterest
from etabli.community.neutrality.rules import may_declare, may_end, may_name
from etabli.foundation.journal import ActionError, CannotUndo, action, change, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of, undo_fields
from etabli.foundation.people.models import Organisation, User
from etabli.foundation.people.viewer import Viewer


class InterestNotFit(ActionError):
    """Nothing is said, or too much."""


class InterestEnded(ActionError):
    """It was ended already."""


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: ended, or in force again."""
    interest: Any = subject_of(entry, lock=True)
    if as_json_value(interest, "ended_at") != entry.after["ended_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    is_restored = entry.before["ended_at"] is None
    interests = DeclaredInterest.objects.filter(user=interest.user_id, organisation=interest.organisation_id)
    if (
        is_restored
        and interest.kind == interest.Kind.ROLES
        and interests.filter(kind="roles", ended_at=None).exists()
    ):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    _log_interest(interest, "interest.declared" if is_restored else "interest.ended", at)
    change(interest, ended_at=None if is_restored else at)


@action(
    "neutrality.declare_interest",
    sentence=_("declared an interest"),
    may=may_declare,
    undo=_undo,
)
def declare_interest(
    *,
    organisation: Organisation,
    user: User,
    kind: str,
    text: str,
    is_named: bool = False,
    about: str = "",
    by: Viewer,
    at: datetime,
) -> DeclaredInterest:
    """Put an interest of `user` in the public list of the association; they take no part in what it is `about`.

    Raises InterestNotFit.
    """
    stripped = text.strip()
    if not stripped:
        raise InterestNotFit(_("Say it in a sentence: “My brother is a carpenter in Pauillac.”"))
    if len(stripped) > MAX_INTEREST_LENGTH or kind not in DeclaredInterest.Kind.values:
        raise InterestNotFit(_("Say it in %(most)d characters at most.") % {"most": MAX_INTEREST_LENGTH})
    values = {"kind": kind, "text": stripped, "is_named": is_named, "about": about}
    interest = DeclaredInterest.objects.create(organisation=organisation, user=user, declared_at=at, **values)
    _log_interest(interest, "interest.declared", at)
    record(interest, before={"ended_at": at}, after={"ended_at": None})
    return interest


@action(
    "neutrality.end_interest",
    sentence=_("ended the interest “%(subject)s”"),
    may=may_end,
    undo=_undo,
    subject="interest",
)
def end_interest(*, interest: DeclaredInterest, by: Viewer, at: datetime) -> DeclaredInterest:
    """It no longer holds, and leaves the public list; the log keeps that it was there. Raises InterestEnded."""
    interest.refresh_from_db(fields=["ended_at"])
    if interest.ended_at is not None:
        raise InterestEnded(_("This interest was already ended."))
    _log_interest(interest, "interest.ended", at)
    return change(interest, ended_at=at)


@action(
    "neutrality.name_interest",
    sentence=_("chose whether their name stands with the interest “%(subject)s”"),
    may=may_name,
    undo=undo_fields,
    subject="interest",
)
def name_interest(
    *, interest: DeclaredInterest, is_named: bool, by: Viewer, at: datetime
) -> DeclaredInterest:
    """Show one's name in the public list, or no longer."""
    return change(interest, is_named=is_named)


def _log_interest(interest: DeclaredInterest, kind: str, at: datetime) -> None:
    payload = {
        "interest": pseudonym("interest", interest.pk),
        "by": pseudonym("user", interest.user_id),
        "kind": interest.kind,
        "content": seal("interest", interest.pk, interest.text),
    }
    if interest.about:
        label, _colon, number = interest.about.partition(":")
        payload["about"] = pseudonym(label.rpartition(".")[2], number)
    append_entry(kind, payload, at=at)
