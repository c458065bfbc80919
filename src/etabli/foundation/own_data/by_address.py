"""Those without an account whom an organisation knows by an address: found by the link that proves their mailbox."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from etabli.foundation.parties.models import Capacity, Party
from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Outsider, registry_modules
from etabli.foundation.text_lookups import equals

SCOPE = "own_data.outsider"  # of a viewer who has opened such a link
# What is written to an address is theirs; where an account bears it, it goes with the account.
MAIL_MODELS = {"notify.Message": "chamber_id", "notify.Unreachable": "chamber_id"}


def declaration_of(row: Model) -> Outsider:
    """How this row was declared; raises KeyError for one that is nobody's from outside."""
    return _kinds()[row._meta.label]


def outsider_of(party: Party) -> Capacity:
    """The row of somebody without an account. Raises KeyError, or DoesNotExist."""
    models: dict[str, Any] = {
        model.PARTY_KIND: model for label in _kinds() for model in [apps.get_model(label)]
    }
    row: Capacity = models[party.kind]._base_manager.get(party=party)
    return row


def as_outsider(viewer: Viewer, row: Any) -> Viewer:
    """The same viewer, who moreover has opened the link of this row. Their address is written down nowhere by it."""
    return replace(viewer, link_scope=SCOPE, link_subject_id=row.party_id)


def is_outsider(viewer: Viewer, parties: frozenset[int]) -> bool:
    """Whether they have opened the link of one of these."""
    return viewer.link_scope == SCOPE and viewer.link_subject_id in parties


def rows_of_address(email: str, organisation_id: int) -> list[Any]:
    """All by which this organisation knows this address: one statement for each kind."""
    rows: list[Any] = []
    for label, kind in _kinds().items():
        condition = equals("email", email) & Q(**{kind.rows[label]: organisation_id})
        rows += apps.get_model(label)._base_manager.filter(condition).order_by("pk") if email else []
    return rows


def organisation_lookups(email: str) -> Mapping[str, str]:
    """By model, the lookup to the organisation, of all that an address owns there."""
    mail_lookups = {} if User.objects.filter(equals("email", email)).exists() else MAIL_MODELS
    return {label: path for kind in _kinds().values() for label, path in kind.rows.items()} | mail_lookups


@cache
def _kinds() -> dict[str, Outsider]:
    return {kind.model: kind for module in registry_modules("outsiders") for kind in module.OUTSIDERS}
