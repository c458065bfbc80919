"""Two records of one business become one; two that look alike and aren't are kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, field_of
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.register import finding
from etabli.territory.register.actions.corrections import corrections_for, derived_fields
from etabli.territory.register.models import Artisan, Business, BusinessNote, Duplicate
from etabli.territory.register.rules import NAME_SEPARATOR, OFFICIAL_FIELDS

# What follows a duplicate to the record that stays, and by which field it points there.
MOVED_MODELS: Mapping[str, tuple[type[models.Model], str]] = {
    "artisans": (Artisan, "business_id"),
    "notes": (BusinessNote, "business_id"),
    "duplicates": (Business, "merged_into_id"),
}
CONTACT_FIELDS = ("phone", "email")


class CannotMerge(ActionError):
    """These two can't become one."""


def filled_values(kept: Business, duplicate: Business) -> dict[str, Any]:
    """What the record that stays takes from the other: what it lacks, and the names by which it is also known."""
    values = {
        name: getattr(duplicate, name)
        for name in (*OFFICIAL_FIELDS, *CONTACT_FIELDS)
        if name != "other_names" and not getattr(kept, name) and getattr(duplicate, name)
    }
    names = [
        *kept.other_names.split(NAME_SEPARATOR),
        duplicate.name,
        *duplicate.other_names.split(NAME_SEPARATOR),
    ]
    shown_name = values.get("name", kept.name)
    other_names = NAME_SEPARATOR.join(dict.fromkeys(name for name in names if name and name != shown_name))[
        :300
    ]
    return values if other_names == kept.other_names else {**values, "other_names": other_names}


def _undo_merge(entry: Entry, by: Any, at: datetime) -> None:
    """Two again, each as it was; or, restored, one again."""
    together = bool(entry.after["merged"])
    facts = entry.after if together else entry.before
    kept = Business.objects.select_for_update().get(pk=entry.subject_id)
    duplicate = Business.objects.select_for_update().get(pk=facts["merged"])
    side = {True: kept, False: duplicate}
    if _has_changed(entry, kept, duplicate, facts["moved"], here=side[together]):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    for name in entry.before:
        if (field := field_of(kept, name)) is not None:
            setattr(kept, name, field.to_python(entry.before[name]))
    kept.save()
    _move_rows(facts["moved"], to=side[not together].pk)
    duplicate.merged_into_id = None if together else kept.pk
    duplicate.save(update_fields=["merged_into"])
    record(kept, before=entry.after, after=entry.before, label=entry.subject_label)
    finding.index_changed(kept.chamber_id, [duplicate.pk])


@action(
    "register.merge",
    sentence=_("joined into one record: %(subject)s"),
    tells={"name": _("Name"), "phone": _("Telephone"), "email": _("E-mail"), "address": _("Address")},
    may=may_run,
    undo=_undo_merge,
)
def merge_businesses(*, kept: Business, duplicate: Business, by: Viewer, at: datetime) -> Business:
    """`duplicate` is `kept`: its persons and its notes go there, with what was lacking there; it is counted and found
    no more, and its SIRET leads to the one that stays. Nothing is deleted. Raises CannotMerge.
    """
    locked = {
        business.pk: business
        for business in Business.objects.select_for_update().filter(pk__in=[kept.pk, duplicate.pk])
    }
    if len(locked) < 2 or any(business.merged_into_id for business in locked.values()):
        raise CannotMerge(_("One of these two records was joined to another meanwhile: look again."))
    kept, duplicate = locked[kept.pk], locked[duplicate.pk]
    if kept.siret and duplicate.siret and kept.siren == duplicate.siren:
        raise CannotMerge(_("These are two establishments of one business: each has its own SIRET."))
    filled = filled_values(kept, duplicate)
    official = {name: value for name, value in filled.items() if name in OFFICIAL_FIELDS}
    after = {**filled, **derived_fields(filled), "corrected": corrections_for(kept, official)}
    before = {name: getattr(kept, name) for name in after}
    moved = {
        key: sorted(model._base_manager.filter(**{path: duplicate.pk}).values_list("pk", flat=True))
        for key, (model, path) in MOVED_MODELS.items()
    }
    for name, value in after.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(after))
    _move_rows(moved, to=kept.pk)
    duplicate.merged_into = kept
    duplicate.save(update_fields=["merged_into"])
    record(
        kept,
        before={**before, "merged": None},
        after={**after, "merged": duplicate.pk, "moved": moved},
        label=f"{kept} / {duplicate}",
    )
    finding.index_changed(kept.chamber_id, [duplicate.pk])
    return kept


@action(
    "register.keep_apart",
    sentence=_("recorded that these are two businesses: %(subject)s"),
    may=may_run,
    undo=undo_fields,
    subject="pair",
)
def keep_apart(*, pair: Duplicate, by: Viewer, at: datetime) -> Duplicate:
    """These are two businesses: they aren't proposed again."""
    return change(pair, kept_apart_at=at)


def _move_rows(moved: Mapping[str, list[int]], *, to: int) -> None:
    for key, (model, path) in MOVED_MODELS.items():
        model._base_manager.filter(pk__in=moved[key]).update(**{path: to})


def _has_changed(
    entry: Entry, kept: Business, duplicate: Business, moved: Mapping[str, list[int]], *, here: Business
) -> bool:
    """Whether a later act rests on this one: a field written anew, a further merging, a person attached elsewhere."""
    together = bool(entry.after["merged"])
    if kept.merged_into_id or duplicate.merged_into_id != (kept.pk if together else None):
        return True
    if any(
        as_json_value(kept, name) != value
        for name, value in entry.after.items()
        if field_of(kept, name) is not None
    ):
        return True
    for key, (model, path) in MOVED_MODELS.items():
        rows = model._base_manager.filter(pk__in=moved[key]).exclude(**{path: None})
        if rows.exclude(**{path: here.pk}).exists():
            return True
    return False
