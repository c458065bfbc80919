"""Funds, the values of their rules from a day on, and who checked them; the documents that somebody brought."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, ngettext

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    action,
    change,
    record,
    undo_fields,
    undo_fields_if_free,
    undo_parts,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.text_lookups import equals
from etabli.programme.funding.engine import KEYS
from etabli.programme.funding.models import (
    Fund,
    FundingFile,
    FundLogo,
    FundValue,
    PersonDocument,
    TrainingBody,
)
from etabli.programme.funding.wording import rule_text


class AlreadyThere(ActionError):
    """There is such a fund, or such a value from that day."""


class UnknownRule(ActionError):
    """Funds have no such rule."""


def _undo_adding(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways; a fund that files ask stays."""
    files = FundingFile.objects.filter(fund=int(entry.subject_id), withdrawn_at=None).count()
    if entry.before["withdrawn_at"] is not None and files:
        refusal = ngettext(
            "%(n)s file asks this fund: give it up first.",
            "%(n)s files ask this fund: give them up first.",
            files,
        )
        raise CannotUndo(refusal % {"n": files})
    undo_fields_if_free(entry, by, at)


@action("funding.add_fund", sentence=_("added the fund “%(subject)s”"), may=may_run, undo=_undo_adding)
def add_fund(*, chamber: Organisation, name: str, by: Viewer, at: datetime) -> Fund:
    """A fund without a rule yet. Raises AlreadyThere."""
    refusal = _("There is a fund of this name: open it instead.")
    if Fund.objects.filter(equals("name", name.strip()), chamber=chamber, withdrawn_at=None).exists():
        raise AlreadyThere(refusal)
    fund: Fund = _created(
        lambda: Fund.objects.create(chamber=chamber, name=name.strip(), added_at=at), refusal
    )
    record(fund, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return fund


@action(
    "funding.withdraw_fund",
    sentence=_("took the fund “%(subject)s” off the list"),
    may=may_run,
    undo=undo_fields_if_free,
    subject="fund",
)
def withdraw_fund(*, fund: Fund, by: Viewer, at: datetime) -> Fund:
    """No new file may choose it; those that did go on."""
    return change(fund, withdrawn_at=at)


def _undo_logo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the one before stands again, or goes again."""
    undo_parts(entry, by=by, at=at)
    undo_fields(entry, by, at)


@action(
    "funding.set_logo",
    sentence=_("gave the logo of the fund “%(subject)s”"),
    may=may_run,
    undo=_undo_logo,
    subject="fund",
)
def set_logo(*, fund: Fund, picture: str, width: int, height: int, by: Viewer, at: datetime) -> FundLogo:
    """From now on it stands on what this fund is sent, in the place of the one before."""
    for former in FundLogo.objects.filter(fund=fund, withdrawn_at=None):
        withdraw_logo(logo=former, by=by, at=at)
    logo = FundLogo.objects.create(fund=fund, picture=picture, width=width, height=height, added_at=at)
    record(logo, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return logo


@action(
    "funding.withdraw_logo",
    sentence=_("took off the logo of the fund “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="logo",
)
def withdraw_logo(*, logo: FundLogo, by: Viewer, at: datetime) -> FundLogo:
    """It stands on no more papers; those that left keep it."""
    return change(logo, withdrawn_at=at)


@action(
    "funding.set_value",
    sentence=_("changed a rule of a fund: “%(subject)s”"),
    may=may_run,
    undo=undo_fields_if_free,
)
def set_value(
    *, fund: Fund, key: str, starts_on: date, value: Any, source: str, by: Viewer, at: datetime
) -> FundValue:
    """A rule from a day on, not checked yet; None ends it. What was sent before keeps its rules. Raises AlreadyThere,
    UnknownRule."""
    if key not in KEYS:
        raise UnknownRule(_("There is no such rule: go back to the fund."))
    made = {"fund": fund, "key": key, "starts_on": starts_on, "value": value, "source": source.strip()}
    refusal = _("This rule has a value from this very day: take it off first, or choose another day.")
    setting: FundValue = _created(lambda: FundValue.objects.create(**made, set_at=at), refusal)
    record(setting, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=rule_text(setting))
    return setting


@action(
    "funding.withdraw_value",
    sentence=_("took off a rule of a fund: “%(subject)s”"),
    may=may_run,
    undo=undo_fields_if_free,
    subject="value",
)
def withdraw_value(*, value: FundValue, by: Viewer, at: datetime) -> FundValue:
    """The value that was in force before counts again."""
    return change(value, label=rule_text(value), withdrawn_at=at)


@action(
    "funding.check_value",
    sentence=_("checked a rule of a fund at its source: “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="value",
)
def check_value(*, value: FundValue, by: Viewer, at: datetime) -> FundValue:
    """It was compared with its source today."""
    today = timezone.localdate(at)
    return change(value, label=rule_text(value), checked_by_id=by.user_id, checked_on=today)


@action(
    "funding.say_number",
    sentence=_("wrote down the number of the training body"),
    tells={"registration": _("Number of the training body")},
    may=may_run,
    undo=undo_fields,
)
def say_number(*, chamber: Organisation, registration: str, by: Viewer, at: datetime) -> TrainingBody:
    """What applications, sheets and certificates call the chamber."""
    body, _is_new = TrainingBody.objects.get_or_create(chamber=chamber)
    return change(body, registration=registration.strip())


@action(
    "funding.receive_document",
    sentence=_("received the document “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
)
def receive_document(
    *, person: Person, kind: str, received_on: date, valid_until: date | None, by: Viewer, at: datetime
) -> PersonDocument:
    """Seen once, it serves each file of this person while it is valid."""
    document = PersonDocument.objects.create(
        person=person, kind=kind, received_on=received_on, valid_until=valid_until
    )
    record(document, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return document


@action(
    "funding.withdraw_document",
    sentence=_("took the document “%(subject)s” off the file"),
    may=may_run,
    undo=undo_fields,
    subject="document",
)
def withdraw_document(*, document: PersonDocument, by: Viewer, at: datetime) -> PersonDocument:
    """It was noted by mistake, or it serves no more."""
    return change(document, withdrawn_at=at)


def _created(create: Callable[[], Any], refusal: Any) -> Any:
    """The constraint decides, so that two who write the same at once can't both be right."""
    try:
        with transaction.atomic():
            return create()
    except IntegrityError:
        raise AlreadyThere(refusal) from None
