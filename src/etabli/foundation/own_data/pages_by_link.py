"""The same pages for whoever has no account, under the page that the link of a mail opens to them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.own_data import pages_of_viewer
from etabli.foundation.own_data.by_address import as_outsider
from etabli.foundation.own_data.pages_of_viewer import Addresses
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import WINDOW_SECONDS, count_guess_and_find_exceeded, limited
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Outsider
from etabli.foundation.ui.pages import too_many

type OfRow = Callable[[Request, Any, Viewer, Addresses], HttpResponseBase]


@dataclass(frozen=True)
class LinkPages:
    """Who comes in, and where: the app of the addresses, the name there of the page that their link opens."""

    who: Outsider
    app: str
    above: str

    def addresses(self, args: list[str]) -> Addresses:
        """`args`: the token, when the addresses bear one."""
        above = reverse(f"{self.app}:{self.above}", args=args)
        return Addresses.under(f"{self.app}:data", args, above, _("My page"))


def urls_of(who: Outsider, *, under: str, app: str, above: str) -> list[URLPattern]:
    """The addresses of these pages, under an address of the app ("annuaire/message/<str:token>/") and named "data",
    "data_copy", "data_erase" and "data_keep" there; `above` is the name of that page."""
    arguments = {"link_pages": LinkPages(who, app, above)}
    return [
        path(f"{under}donnees/", held_page, arguments, name="data"),
        path(f"{under}donnees/copie/", copy, arguments, name="data_copy"),
        path(f"{under}donnees/effacer/", erase, arguments, name="data_erase"),
        path(f"{under}donnees/garder/", keep, arguments, name="data_keep"),
    ]


def _for_link_bearer(page: OfRow) -> Callable[..., HttpResponseBase]:
    """Whose the link is; without a link, the page that tells how to get it; too many wrong ones get no answer."""

    @wraps(page)
    def view(request: Request, link_pages: LinkPages, token: str = "") -> HttpResponseBase:
        row = link_pages.who.row_by_link(request, token)
        if row is not None:
            return page(
                request, row, as_outsider(request.viewer, row), link_pages.addresses([token] if token else [])
            )
        if not token:
            return redirect(f"{link_pages.app}:{link_pages.above}")
        if count_guess_and_find_exceeded(request, "own_data.link"):
            return too_many(request, wait_seconds=WINDOW_SECONDS)
        raise NotVisible

    return view


@public
@_for_link_bearer
def held_page(request: Request, row: Any, by: Viewer, addresses: Addresses) -> HttpResponseBase:
    """What the organisation holds of this address."""
    return pages_of_viewer.held_response(request, row, by, addresses)


@public
@require_POST
@limited("own_data.copy", per_minute=6)
@_for_link_bearer
def copy(request: Request, row: Any, by: Viewer, addresses: Addresses) -> HttpResponseBase:
    """All of it, as one archive."""
    return pages_of_viewer.copy_response(row, by)


@public
@_for_link_bearer
def erase(request: Request, row: Any, by: Viewer, addresses: Addresses) -> HttpResponseBase:
    """What an erasure does; then it is asked for."""
    return pages_of_viewer.erase_response(request, row, by, addresses)


@public
@require_POST
@_for_link_bearer
def keep(request: Request, row: Any, by: Viewer, addresses: Addresses) -> HttpResponseBase:
    """Keep everything after all."""
    return pages_of_viewer.keep_response(request, row, by, addresses)
