"""The same pages for whoever has no account, under the page that the link of a mail opens to them."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.own_data import desk
from etabli.foundation.own_data.desk import Addresses
from etabli.foundation.own_data.outsiders import as_outsider
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import WINDOW_SECONDS, guesses_too_much, limited
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.rooms import Outsider
from etabli.foundation.ui.pages import too_many


def pages_of(who: Outsider, *, under: str, app: str, above: str) -> list[URLPattern]:
    """The addresses of these pages, under an address of the app ("annuaire/message/<str:token>/") and named "data",
    "data_copy", "data_erase" and "data_keep" there; `above` is the name of that page."""
    given = {"who": who, "app": app, "above": above}
    return [
        path(f"{under}donnees/", held, given, name="data"),
        path(f"{under}donnees/copie/", copy, given, name="data_copy"),
        path(f"{under}donnees/effacer/", erase, given, name="data_erase"),
        path(f"{under}donnees/garder/", keep, given, name="data_keep"),
    ]


@public
def held(request: Request, who: Outsider, token: str = "", **place: str) -> HttpResponse:
    """What the organisation holds of this address."""
    row = who.opened(request, token)
    return _unknown(request) if row is None else desk.shown(request, *_known(request, row, token, **place))


@public
@require_POST
@limited("own_data.copy", per_minute=6)
def copy(request: Request, who: Outsider, token: str = "", **place: str) -> HttpResponseBase:
    """All of it, as one archive."""
    row = who.opened(request, token)
    return _unknown(request) if row is None else desk.copied(row, as_outsider(request.viewer, row))


@public
def erase(request: Request, who: Outsider, token: str = "", **place: str) -> HttpResponse:
    """What an erasure does; then it is asked for."""
    row = who.opened(request, token)
    return _unknown(request) if row is None else desk.to_erase(request, *_known(request, row, token, **place))


@public
@require_POST
def keep(request: Request, who: Outsider, token: str = "", **place: str) -> HttpResponse:
    """Keep everything after all."""
    row = who.opened(request, token)
    return _unknown(request) if row is None else desk.kept(request, *_known(request, row, token, **place))


def _known(request: Request, row: Any, token: str, *, app: str, above: str) -> tuple[Any, Any, Addresses]:
    """Whose, for whom, where."""
    args = [token] if token else []
    pages = [reverse(f"{app}:data{page}", args=args) for page in ("", "_copy", "_erase", "_keep")]
    here = Addresses(*pages, reverse(f"{app}:{above}", args=args), _("My page"))
    return row, as_outsider(request.viewer, row), here


def _unknown(request: Request) -> HttpResponse:
    """The link opens nothing; too many that don't are no longer answered."""
    if guesses_too_much(request, "own_data.link"):
        return too_many(request, wait_seconds=WINDOW_SECONDS)
    raise NotVisible
