"""A business that the State knows and the register doesn't hold yet."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, field_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.register.actions.corrections import derived_fields
from etabli.territory.register.engine.establishment import Establishment
from etabli.territory.register.models import Business


class AlreadyThere(ActionError):
    """The register holds this SIRET."""


def _undo_add(entry: Entry, by: Any, at: datetime) -> None:
    """Out of the register, if nothing rests on it; or, restored, in again under the same number."""
    values = entry.after or entry.before
    business = Business(pk=int(entry.subject_id), chamber_id=entry.chamber_id or 0)
    for name, value in values.items():
        if (field := field_of(business, name)) is not None:
            setattr(business, name, field.to_python(value))
    locked = Business.objects.select_for_update().filter(pk=business.pk).first()
    later = CannotUndo(_("Something changed since: take back the later change first."))
    if bool(locked) is not bool(entry.after) or (
        locked and any(as_json_value(locked, name) != value for name, value in values.items())
    ):
        raise later
    try:
        with transaction.atomic():
            if locked:
                Business.objects.filter(pk=locked.pk).delete()
            else:
                business.save(force_insert=True)
    except (ProtectedError, IntegrityError):
        raise later from None
    record(business, before=entry.after, after=entry.before, label=entry.subject_label)


@action("register.add", sentence=_("added “%(subject)s” to the register"), may=may_run, undo=_undo_add)
def add_business(
    *, chamber: Organisation, establishment: Establishment, by: Viewer, at: datetime
) -> Business:
    """Take a business into the register as the State's directory tells it; the next official file brings it up to date.

    Raises AlreadyThere.
    """
    values = asdict(establishment)
    values["is_probable"] = bool(values["is_probable"])
    values |= derived_fields(values)
    try:
        with transaction.atomic():
            business = Business.objects.create(chamber=chamber, **values)
    except IntegrityError:
        raise AlreadyThere(_("The register holds this business already.")) from None
    record(business, before={}, after=values)
    return business
