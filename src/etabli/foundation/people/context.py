"""What every page knows: the viewer, their navigation, and whether this is the demonstration."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from etabli.foundation.people.reach import contact_of
from etabli.foundation.people.taking_back import Undoable
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import AccountEntry, NavEntry, registered


@cache
def entries() -> tuple[NavEntry, ...]:
    """All entries that the apps declare, in order."""
    return tuple(
        sorted(
            (entry for module in registered("nav") for entry in getattr(module, "ENTRIES", [])),
            key=lambda entry: entry.order,
        )
    )


def account_entries(viewer: Viewer) -> list[AccountEntry]:
    """The lines of "My account" for this viewer, in order."""
    declared = [entry for module in registered("nav") for entry in getattr(module, "ACCOUNT", [])]
    return sorted(
        (
            entry
            for entry in declared
            if (entry.by_link or viewer.user_id is not None)
            and (not entry.roles or viewer.role in entry.roles)
        ),
        key=lambda entry: entry.order,
    )


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `viewer`, `navigation`, `undoable` (the acts that may be taken back), `demonstration`,
    `chamber_contact` (how to reach the viewer's chamber, or the first one)."""
    viewer = getattr(request, "viewer", Viewer.nobody())
    return {
        "viewer": viewer,
        "navigation": [entry for entry in entries() if viewer.role in entry.roles],
        "undoable": Undoable(request),
        "demonstration": settings.DEMONSTRATION,
        "chamber_contact": SimpleLazyObject(lambda: contact_of(viewer.chamber_id)),
    }
