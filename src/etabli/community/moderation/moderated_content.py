"""What the apps have moderators read: their `moderated.py`, and the things themselves."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string

from etabli.community.moderation.models import Case
from etabli.foundation.registries import Moderated, registry_modules


@cache
def moderated() -> dict[str, Moderated]:
    """Every kind of thing, by "app.model" in lower case."""
    return {kind.model.lower(): kind for module in registry_modules("moderated") for kind in module.MODERATED}


def kind_of(case: Case) -> Moderated | None:
    """None when the app that knew such things is gone."""
    return moderated().get(case.subject_type)


def kind_of_content(subject: Model) -> Moderated:
    return moderated()[subject._meta.label_lower]


def content_of(case: Case) -> Any:
    """The thing itself; None when it was erased, or its author took it back: one statement."""
    return contents_of([case]).get(case.pk)


def contents_of(cases: Iterable[Case]) -> dict[int, Any]:
    """By the number of their case, those that stand: one statement for each kind."""
    case_ids: dict[str, dict[str, int]] = defaultdict(dict)
    for case in cases:
        if case.subject_type in moderated():
            case_ids[case.subject_type][case.subject_id] = case.pk
    return {
        pks[str(content.pk)]: content
        for label, pks in case_ids.items()
        for content in apps.get_model(label)._base_manager.filter(moderated()[label].stands, pk__in=pks)
    }


def lock_content(case: Case) -> None:
    """Keep the thing from others until the end of the transaction: one statement, where the app is still there."""
    if case.subject_type in moderated():
        rows = apps.get_model(case.subject_type)._base_manager.select_for_update(of=("self",))
        rows.filter(pk=case.subject_id).first()


def rendered(case: Case, content: Any, request: HttpRequest) -> str:
    """The thing as whoever decides reads it, by the template of its own app; "" when it is no longer there."""
    kind = kind_of(case)
    return (
        ""
        if kind is None or content is None
        else render_to_string(kind.template, {"thing": content}, request)
    )
