"""Having a site looked at, putting what is to be mended on one's path, having it looked at again each quarter."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, change, record, undo_fields
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.checks.notices import tell_of_broken
from etabli.programme.visibility.engine.checks.catalogue import Finding
from etabli.programme.visibility.models import (
    SiteCheck,
    SiteWatch,
    VisibilityStep,
)
from etabli.programme.visibility.rules import is_system, may_do_beside, may_note

KEY_BYTES = 12


@action(
    "visibility.ask_check", sentence=_("had a site checked: %(subject)s"), may=may_do_beside, undo=undo_fields
)
def ask_check(
    *, person: Person, address: str, held: SiteCheck | None = None, by: Viewer, at: datetime
) -> SiteCheck:
    """Ask for a look at a site, the artisan or the staff beside them; it is the artisan's. `held`: the look that this
    browser holds of it already, which becomes theirs."""
    check = SiteCheck(chamber_id=person.chamber_id, person=person, address=address, asked_at=at)
    check.beside = not by.is_person(person.pk)
    check.key = token_urlsafe(KEY_BYTES)
    if held is not None:
        check.status, check.asked_at = held.status, held.asked_at
        check.done_at, check.result = held.done_at, held.result
    check.save()
    record(check, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return check


@action(
    "visibility.remove_check",
    sentence=_("took a check of a site off: %(subject)s"),
    may=may_note,
    undo=undo_fields,
    subject="check",
)
def remove_check(*, check: SiteCheck, by: Viewer, at: datetime) -> SiteCheck:
    """It is no longer shown."""
    return change(check, withdrawn_at=at)


@action(
    "visibility.plan_step", sentence=_("put on the path: “%(subject)s”"), may=may_do_beside, undo=undo_fields
)
def plan_step(*, person: Person, finding: Finding, address: str, by: Viewer, at: datetime) -> VisibilityStep:
    """Put what is to be mended on their path, the artisan or the staff beside them."""
    step = VisibilityStep.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        finding=finding.id,
        address=address,
        planned_at=at,
        beside=not by.is_person(person.pk),
    )
    planned = {"withdrawn_at": None, "done_at": None}  # mended since, it is taken off by an act of its own
    record(step, before={**planned, "withdrawn_at": at}, after=planned, label=finding.title.fr)
    return step


@action(
    "visibility.finish_step",
    sentence=_("mended a step: “%(subject)s”"),
    may=may_note,
    undo=undo_fields,
    subject="step",
)
def finish_step(*, step: VisibilityStep, title: str, by: Viewer, at: datetime) -> VisibilityStep:
    """It is mended, by their own word. `title`: that of its finding."""
    return change(step, done_at=at, label=title)


@action(
    "visibility.remove_step",
    sentence=_("took off the path: “%(subject)s”"),
    may=may_note,
    undo=undo_fields,
    subject="step",
)
def remove_step(*, step: VisibilityStep, title: str, by: Viewer, at: datetime) -> VisibilityStep:
    """They won't mend it. `title`: that of its finding."""
    return change(step, withdrawn_at=at, label=title)


@action(
    "visibility.watch_site",
    sentence=_("asked for a check each quarter: %(subject)s"),
    may=may_note,
    undo=undo_fields,
)
def watch_site(*, person: Person, address: str, by: Viewer, at: datetime) -> SiteWatch:
    """Look at it again each quarter, and tell only of what broke."""
    watch = SiteWatch.objects.create(
        chamber_id=person.chamber_id, person=person, address=address, asked_at=at
    )
    record(watch, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return watch


@action(
    "visibility.stop_watching",
    sentence=_("stopped the check each quarter: %(subject)s"),
    may=may_note,
    undo=undo_fields,
    subject="watch",
)
def stop_watching(*, watch: SiteWatch, by: Viewer, at: datetime) -> SiteWatch:
    """Look no more."""
    return change(watch, withdrawn_at=at)


@action(
    "visibility.check_again",
    sentence=_("checked a site again: %(subject)s"),
    may=is_system,
    undo=Irreversible(
        _("The look has been taken, and its message may have left: take the check off instead.")
    ),
    subject="watch",
)
def check_again(
    *, watch: SiteWatch, result: dict[str, Any], broken: Sequence[str], by: Viewer, at: datetime
) -> SiteCheck:
    """Keep what the look of this quarter brought back, and tell of what broke (findings, by id) if anything did."""
    check = SiteCheck.objects.create(
        chamber_id=watch.chamber_id,
        person=watch.person,
        address=watch.address,
        key=token_urlsafe(KEY_BYTES),
        status=SiteCheck.Status.DONE,
        asked_at=at,
        done_at=at,
        result=result,
    )
    record(check, before={}, after={"done_at": at})
    if broken:
        tell_of_broken(check, broken, at)
    return check
