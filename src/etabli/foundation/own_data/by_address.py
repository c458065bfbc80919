"""Those without an account whom an organisation knows by an address: found by the link that proves their mailbox."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import Outsider, rooms

SCOPE = "own_data.outsider"  # of a viewer who has opened such a link: "own_data.outsider:contact"
# What is written to an address is theirs; where an account bears it, it goes with the account.
MAILS = {"notify.Message": "chamber_id", "notify.Unreachable": "chamber_id"}


def kind_of(row: Model) -> Outsider:
    """How this row was declared; raises KeyError for one that is nobody's from outside."""
    return _kinds()[row._meta.label]


def outsider_of_key(key: str) -> Model:
    """The row that a key names ("contact:12"). Raises KeyError, or DoesNotExist."""
    name, _colon, number = key.partition(":")
    model: Any = {apps.get_model(label)._meta.model_name: apps.get_model(label) for label in _kinds()}[name]
    found: Model = model._base_manager.get(pk=number)
    return found


def key_of_outsider(row: Model) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def as_outsider(viewer: Viewer, row: Model) -> Viewer:
    """The same viewer, who moreover has opened the link of this row. Their address is written down nowhere by it."""
    return replace(viewer, link_scope=f"{SCOPE}:{row._meta.model_name}", link_subject_id=row.pk)


def is_outsider(viewer: Viewer, keys: frozenset[str]) -> bool:
    """Whether they have opened the link of one of these rows."""
    scope, _colon, name = viewer.link_scope.partition(":")
    return scope == SCOPE and f"{name}:{viewer.link_subject_id}" in keys


def rows_of_address(email: str, organisation_id: int) -> list[Model]:
    """All by which this organisation knows this address: one statement for each kind."""
    found: list[Model] = []
    for label, kind in _kinds().items():
        wanted = {"email__iexact": email, kind.rows[label]: organisation_id}
        found += apps.get_model(label)._base_manager.filter(**wanted).order_by("pk") if email else []
    return found


def lookups(email: str) -> Mapping[str, str]:
    """By model, the lookup to the organisation, of all that an address owns there."""
    beside = {} if User.objects.filter(email__iexact=email).exists() else MAILS
    return {label: path for kind in _kinds().values() for label, path in kind.rows.items()} | beside


@cache
def _kinds() -> dict[str, Outsider]:
    return {kind.model: kind for room in rooms("outsiders") for kind in room.OUTSIDERS}
