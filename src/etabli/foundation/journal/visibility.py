"""Who sees, today, what an act was about: the registry `visible.py` of each app says it, and closed is the default."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import Exact

from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.models import Entry
from etabli.foundation.registries import registry_modules

type Visible = Callable[[Any], Q | None]


@cache
def conditions() -> dict[str, Visible]:
    """By model ("app.model"), the condition on its rows that a viewer sees."""
    return {
        label.lower(): seen
        for module in registry_modules("visible")
        for label, seen in module.VISIBLE.items()
    }


def visible_rows(viewer: HasActor, model: type[models.Model]) -> Q | None:
    """The condition on the rows of this model that the viewer may see today; None when there can be none."""
    if viewer.actor.kind == "system":
        return Q()
    seen = conditions().get(model._meta.label_lower)
    return seen(viewer) if seen is not None else None


def may_see(viewer: HasActor, subject: models.Model) -> bool:
    """Whether the viewer may see this row today: one statement at most."""
    condition = visible_rows(viewer, type(subject))
    if condition is None:
        return False
    return condition == Q() or type(subject)._base_manager.filter(condition, pk=subject.pk).exists()


def visible_entries(viewer: HasActor, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Of these entries, those whose subject the viewer may see today: one statement more, whatever their number.

    What no longer exists is seen by nobody, but in their own history by whoever did it, in the same role as today.
    """
    seen = Q(pk=None)
    for label in entries.order_by().values_list("subject_type", flat=True).distinct():
        try:
            model = apps.get_model(label)
        except LookupError:  # it was of an older version: nothing says who may see it
            continue
        subject_rows = model._base_manager.filter(pk=_key_of(label, model))
        gone = ~Exists(subject_rows) & Q(actor=viewer.actor.party_id, role__in=viewer.like_roles)
        condition = visible_rows(viewer, model)
        is_shown = gone if condition is None else Q(Exists(subject_rows.filter(condition))) | gone
        seen |= Q(subject_type=label) & is_shown
    return entries.filter(seen)


def _key_of(label: str, model: type[models.Model]) -> Case:
    """The key of the subject, as its own column holds it; read in the entries of this kind only."""
    key: Any = model._meta.pk
    while key.remote_field is not None:
        key = key.target_field
    if isinstance(key, models.AutoField | models.IntegerField):
        key = models.BigIntegerField()
    of_this_kind = Exact(OuterRef("subject_type"), Value(label))
    return Case(When(of_this_kind, then=Cast(OuterRef("subject_id"), key)), output_field=key)
