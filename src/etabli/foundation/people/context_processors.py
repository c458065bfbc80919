"""What every page knows: the viewer, their navigation, and whether this is the demonstration."""

from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf
from django.utils.functional import SimpleLazyObject

from etabli.foundation.begun import Begun
from etabli.foundation.navigation import Menu, Navigation, SiteMenu
from etabli.foundation.people.chamber_contact import contact_of
from etabli.foundation.people.undo_viewer import UndoableEntries
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import AccountEntry, registry_modules
from etabli.foundation.ui.page_urls import address_of

_NO_MENU = Navigation("chamber")


@cache
def menus() -> dict[str, Menu]:
    """The menu of each role, as `front/nav.py` declares them."""
    return {
        role: menu
        for module in registry_modules("nav")
        for role, menu in getattr(module, "MENUS", {}).items()
    }


def menu_of(viewer: Viewer, path: str) -> Navigation:
    """The viewer's menu as seen from this page; empty where no app declares one."""
    menu = _site_menu(viewer.role, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return menu.seen_from(path) if menu else _NO_MENU


@lru_cache(maxsize=50)
def _site_menu(role: str, _urlconf: str, _prefix: str) -> SiteMenu | None:
    """As `page_urls`: other addresses only in another set of pages, or under another prefix."""
    menu = menus().get(role)
    return SiteMenu(menu, address_of) if menu else None


def account_entries(viewer: Viewer) -> list[AccountEntry]:
    """The lines of "My account" for this viewer, in order."""
    declared = [entry for module in registry_modules("nav") for entry in getattr(module, "ACCOUNT", [])]
    return sorted(
        (
            entry
            for entry in declared
            if (entry.by_link or viewer.user_id is not None)
            and (not entry.roles or viewer.role in entry.roles)
        ),
        key=lambda entry: entry.order,
    )


def _begun_work(request: HttpRequest, viewer: Viewer) -> list[Begun]:
    """What whoever is known may keep; no statement where this browser holds nothing."""
    if viewer.person_id is None:
        return []
    offered = [module.begun(request) for module in registry_modules("begun")]
    return [begun for begun in offered if begun is not None]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `viewer`, `navigation` (the viewer's menu, and in whose house), `undoable` (the acts that
    may be taken back), `begun_here` (what was done on this device before they said who they are),
    `demonstration`, `chamber_contact` (how to reach the viewer's chamber, or the first one)."""
    viewer = getattr(request, "viewer", Viewer.nobody())
    return {
        "viewer": viewer,
        "navigation": menu_of(viewer, request.path),
        "undoable": UndoableEntries(request),
        "begun_here": SimpleLazyObject(lambda: _begun_work(request, viewer)),
        "demonstration": settings.DEMONSTRATION,
        "chamber_contact": SimpleLazyObject(lambda: contact_of(viewer.chamber_id)),
    }
