"""The trade of whoever sends a request, said once: in the register, in what they kept, or on this device."""

from typing import Any

from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import SEEN_KEY
from etabli.programme.visibility.engine.trades import Trade
from etabli.programme.visibility.models import Campaign, ContentCalendar
from etabli.programme.visibility.rules import own_id
from etabli.programme.visibility.trades import trade_of, trade_typed, trades

WHERE, TRADE = "where", "trade"  # in what the session holds: what was typed of oneself; a trade of ours


def known_trade(request: Request) -> Trade | None:
    """By the register, else by the last ads or weeks that an artisan kept; of whoever has no account, what they said on
    this device. None when nothing says it."""
    person_id = own_id(request.viewer)
    if person_id is None:
        return _named(_held(request).get(TRADE, ""))
    return trade_of(person_id) or _named(_last_kept(person_id))


def known_where(request: Request) -> dict[str, str]:
    """The trade and the town in the words in which they were typed on this device."""
    where: dict[str, str] = _held(request).get(WHERE, {})
    return where


def remember_trade(request: Request, trade_id: str) -> None:
    """Not to ask again on this device, of whoever has no account."""
    if _has_no_account(request) and _held(request).get(TRADE) != trade_id:
        request.session[SEEN_KEY] = {**_held(request), TRADE: trade_id}


def remember_where(request: Request, trade: str, town: str) -> None:
    """The same, of what they typed in their own words."""
    if not _has_no_account(request):
        return
    request.session[SEEN_KEY] = {**_held(request), WHERE: {"trade": trade, "town": town}}
    if (known := trade_typed(trade)) is not None:
        remember_trade(request, known.id)


def _has_no_account(request: Request) -> bool:
    return request.viewer.role in {Role.NOBODY, Role.BEARER}


def _held(request: Request) -> dict[str, Any]:
    return request.session.get(SEEN_KEY) or {}


def _last_kept(person_id: int) -> str:
    for model in (ContentCalendar, Campaign):
        rows = model._default_manager.filter(person_id=person_id, withdrawn_at=None)
        if trade_id := rows.order_by("-kept_at", "-pk").values_list("trade", flat=True).first():
            return str(trade_id)
    return ""


def _named(trade_id: str) -> Trade | None:
    return next((trade for trade in trades() if trade.id == trade_id), None)
