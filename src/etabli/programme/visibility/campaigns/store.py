"""Where plans of ads stand until their artisan has a space: in the session of whoever has not said who they are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import SEEN_KEY
from etabli.foundation.ui.typography import moment
from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.campaigns.kept_rates import plan_as_kept, written_rates
from etabli.programme.visibility.campaigns.numbering import numbered
from etabli.programme.visibility.campaigns.wording import about_of, chamber_of, plan_of
from etabli.programme.visibility.device.held import HeldCampaign
from etabli.programme.visibility.engine.campaigns import Answers, Plan
from etabli.programme.visibility.trades import trades

MAX_HELD = 20
ANSWERS = ("goal", "trade", "place", "budget")
SAME = (*ANSWERS, "starts_on", "rates")  # what makes two plans the same one


@dataclass(frozen=True)
class HeldPlan:
    """A plan that a browser holds. `about`: what tells it apart from others of the same sum and day; `address`: its
    answers as the form takes them; `rates`: what was believed when it was noted, None of one noted before that was."""

    key: str
    answers: Answers
    starts_on: date
    about: str
    address: str
    rates: dict[str, Any] | None

    @property
    def budget(self) -> int:
        """In euros."""
        return self.answers.budget_cents // 100

    @property
    def ends_on(self) -> date:
        """The last day of the ads."""
        return self.starts_on + timedelta(days=guide().days - 1)


class CampaignStore:
    """The plans that this browser holds."""

    def __init__(self, request: Request) -> None:
        self._session, self._viewer = request.session, request.viewer

    @property
    def plans(self) -> list[HeldPlan]:
        """The latest first, without those whose trade has gone from the data."""
        known = {trade.id: trade for trade in trades()}
        rows = [row for row in self._rows if row["trade"] in known]
        abouts = numbered([((row["budget"], row["starts_on"]), _about(row)) for row in rows])
        return [
            _read(row, Answers(row["goal"], known[row["trade"]], row["place"], _cents(row)), about)
            for row, about in zip(rows, abouts, strict=True)
        ]

    def get(self, key: str) -> HeldPlan:
        """The plan under this key. Raises NotVisible."""
        plan = next((plan for plan in self.plans if plan.key == key), None)
        if plan is None:
            raise NotVisible
        return plan

    def plan_of(self, held: HeldPlan) -> Plan:
        """As it was noted, whatever is assumed since; of one noted without its rates, as it would be today."""
        kept = plan_as_kept(held.answers, held.rates) if held.rates else None
        return kept or plan_of(self._viewer, held.answers)

    def hold(self, answers: Answers, starts_on: date, *, at: datetime) -> str:
        """One more, with what is believed of its networks; twice is once. Gives its key."""
        row = {
            "goal": answers.goal,
            "trade": answers.trade.id,
            "place": answers.place,
            "budget": f"{answers.budget_cents / 100:g}",
            "starts_on": starts_on.isoformat(),
            "rates": written_rates(chamber_of(self._viewer), answers.trade.id),
            "key": get_random_string(8),
            "kept_at": at.isoformat(),
        }
        others = [other for other in self._rows if any(other.get(name) != row[name] for name in SAME)]
        self._write([row, *others][:MAX_HELD])
        return str(row["key"])

    def drop(self, key: str) -> None:
        """Take this plan away, if it is still held."""
        self._write([row for row in self._rows if _key(row) != key])

    @property
    def held_here(self) -> tuple[HeldCampaign, ...]:
        """Those that an artisan's space would take, the oldest first, with what each network gets."""
        plans = []
        for held in reversed(self.plans):
            planned = {part.network.id: part.cents for part in self.plan_of(held).chosen}
            if planned:
                plans.append(HeldCampaign(held.answers, planned, held.starts_on, held.rates))
        return tuple(plans)

    @property
    def _rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = (self._session.get(SEEN_KEY) or {}).get("campaigns", [])
        return rows

    def _write(self, rows: list[dict[str, Any]]) -> None:
        self._session[SEEN_KEY] = {**(self._session.get(SEEN_KEY) or {}), "campaigns": rows}


def _read(row: dict[str, Any], answers: Answers, about: str) -> HeldPlan:
    return HeldPlan(
        key=_key(row),
        answers=answers,
        starts_on=date.fromisoformat(row["starts_on"]),
        about=about,
        address=urlencode({name: row[name] for name in ANSWERS}),
        rates=row.get("rates"),
    )


def _key(row: dict[str, Any]) -> str:
    """Of a plan noted before plans had one: its answers and its day."""
    return str(row.get("key") or slugify("-".join(row[name] for name in (*ANSWERS, "starts_on"))))


def _cents(row: dict[str, Any]) -> int:
    return round(float(row["budget"]) * 100)


def _about(row: dict[str, Any]) -> str:
    about = about_of(row["goal"], row["trade"], row["place"])
    if "kept_at" not in row:
        return about
    kept_on = _("kept on %(moment)s") % {"moment": moment(datetime.fromisoformat(row["kept_at"]))}
    return f"{about} · {kept_on}"
