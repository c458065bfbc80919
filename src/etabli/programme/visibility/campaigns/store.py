"""Where plans of ads stand until their artisan has a space: in the session of whoever has not said who they are."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from etabli.foundation.people.access import Request
from etabli.foundation.people.viewer import SEEN_KEY
from etabli.programme.visibility.campaigns.wording import about_of, plan_of
from etabli.programme.visibility.device.held import HeldCampaign
from etabli.programme.visibility.engine.campaigns import Answers
from etabli.programme.visibility.trades import trades

MAX_HELD = 20
ANSWERS = ("goal", "trade", "place", "budget")


class CampaignStore:
    """The plans that this browser holds."""

    def __init__(self, request: Request) -> None:
        self._session, self._viewer = request.session, request.viewer

    @property
    def rows(self) -> list[Mapping[str, Any]]:
        """Their answers as the form takes them, `starts_on`, and in words what they are `about`; the latest first."""
        return [
            {
                **row,
                "starts_on": date.fromisoformat(row["starts_on"]),
                "about": about_of(row["goal"], row["trade"], row["place"]),
                "address": urlencode({name: row[name] for name in ANSWERS}),
            }
            for row in self._rows
        ]

    def hold(self, answers: Answers, starts_on: date) -> None:
        """One more; twice is once."""
        row = {
            "goal": answers.goal,
            "trade": answers.trade.id,
            "place": answers.place,
            "budget": f"{answers.budget_cents / 100:g}",
            "starts_on": starts_on.isoformat(),
        }
        self._write([row, *(other for other in self._rows if other != row)][:MAX_HELD])

    def drop(self, rank: int) -> None:
        """The one that stands there, no more."""
        self._write([row for number, row in enumerate(self._rows) if number != rank])

    @property
    def held_here(self) -> tuple[HeldCampaign, ...]:
        """Those that an artisan's space would take, the oldest first, with what each network gets."""
        known = {trade.id: trade for trade in trades()}
        plans = []
        for row in reversed(self._rows):
            if row["trade"] not in known:
                continue
            answers = Answers(
                row["goal"], known[row["trade"]], row["place"], round(float(row["budget"]) * 100)
            )
            planned = {part.network.id: part.cents for part in plan_of(self._viewer, answers).chosen}
            if planned:
                plans.append(HeldCampaign(answers, planned, date.fromisoformat(row["starts_on"])))
        return tuple(plans)

    @property
    def _rows(self) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = (self._session.get(SEEN_KEY) or {}).get("campaigns", [])
        return rows

    def _write(self, rows: list[dict[str, str]]) -> None:
        self._session[SEEN_KEY] = {**(self._session.get(SEEN_KEY) or {}), "campaigns": rows}
