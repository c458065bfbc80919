"""Two invented funds and their files, each at another step: two that the fund is or was late to pay, one refused, one
under appeal, one granted less than it was asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from etabli.demo.shared import ARTISAN, Filling
from etabli.programme.funding.actions import files, funds
from etabli.programme.funding.actions.artisan import note_artisan_payment
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.support.models import Appointment

FOOD_RULES = {
    "sectors": ["ALIMENTATION"],
    "certificate_for": ["micro"],
    "minimum_minutes": 240,
    "hourly_cents": 2500,
    "yearly_minutes": 6000,
    "days_before": 1,
    "documents": ["register"],
}
COMMON_RULES = {
    "certificate_for": ["micro"],
    "hourly_cents": 2500,
    "artisan_percent": 20,
    "yearly_minutes": 2100,
    "days_before": 1,
    "answer_days": 30,
    "payment_days": 30,
    "artisan_days": 15,
    "documents": ["register"],
}
CHECKED_RULES = {"hourly_cents", "artisan_percent"}
SOURCE = "Notice inventée pour la démonstration"
ASKED_COUNT = 8  # days between a file and its half-day
LONG_AGO = timedelta(days=50)  # what was billed then is past the deadline of the fund


@dataclass(frozen=True)
class FileHistory:
    """One file at the time of the filling, and the steps that it has taken."""

    filling: Filling
    file: FundingFile
    on: date

    def at(self, days: int) -> datetime:
        """So many days after its half-day, never later than the filling."""
        day = timezone.make_aware(datetime.combine(self.on + timedelta(days=days), time(10)))
        return min(day, self.filling.at)

    def do(self, act: Callable[..., Any], days: int, **given: Any) -> None:
        act(file=self.file, **given, by=self.filling.adviser, at=self.at(days))

    def answer(self, days: int, note: str = "", *, is_accepted: bool = True, **more: Any) -> None:
        on = timezone.localdate(self.at(days))
        self.do(files.answer_file, days, is_accepted=is_accepted, note=note, on=on, **more)

    def agree(self, more: str = "", **granted: Any) -> None:
        """The fund agrees two days before, under the number that comes next."""
        self.answer(-2, f"Accord {self.at(-2).year}-{self.file.pk:03}{more}", **granted)

    def sum_of(self, part: str) -> int:
        """Of its half-days, in cents."""
        return sum(half[part] for half in FundingFile.objects.get(pk=self.file.pk).frozen)


def fill_funding(filling: Filling) -> None:
    """The rules, then a file for each of some half-days, each left at another step; opened by their days, so that the
    numbers of agreements and bills follow their dates."""
    _food, everybody = (_fund(filling, name, rules) for name, rules in _fund_rules())
    funds.say_number(
        chamber=filling.chamber, registration="00 00 00000 00", by=filling.adviser, at=filling.at
    )
    rows = Appointment.objects.filter(chamber=filling.chamber, cancelled_at=None).exclude(
        person__email=ARTISAN
    )
    rows = rows.select_related("person__artisan", "half_day").order_by("half_day__on", "half_day__half", "pk")
    held_appointments = [row for row in rows if row.outcome in {"helped", "go_on"}]
    coming = [row for row in rows if row.half_day.on > filling.at.date() + timedelta(days=2)]
    earlier = [row for row in held_appointments[:-5] if row.half_day.on <= filling.at.date() - LONG_AGO]
    for step, appointment in zip((_granted_less, _paid_late, _late), earlier[-3:], strict=False):
        step(_open_file(filling, everybody, appointment))
    for step, appointment in zip(
        (_paid, _billed, _refused, _appealed, _finish_file), held_appointments[-5:], strict=False
    ):
        step(_open_file(filling, everybody, appointment))
    for step, appointment in zip((_to_complete, _ready, _send_file, _accepted), coming, strict=False):
        step(_open_file(filling, everybody, appointment))
    funds.set_value(
        fund=everybody,
        key="hourly_cents",
        starts_on=date(filling.at.year + 1, 1, 1),
        value=2200,
        source=SOURCE,
        by=filling.adviser,
        at=filling.at,
    )


def _fund_rules() -> Iterable[tuple[str, dict[str, Any]]]:
    return ("Fonds des métiers de bouche (démonstration)", FOOD_RULES), (
        "Fonds des artisans (démonstration)",
        COMMON_RULES,
    )


def _fund(filling: Filling, name: str, rules: dict[str, Any]) -> Fund:
    at = filling.at - timedelta(days=400)
    fund = funds.add_fund(chamber=filling.chamber, name=name, by=filling.adviser, at=at)
    for key, value in rules.items():
        rule_values: dict[str, Any] = {
            "fund": fund,
            "key": key,
            "starts_on": at.date(),
            "value": value,
            "source": SOURCE,
        }
        made = funds.set_value(**rule_values, by=filling.adviser, at=at)
        if key in CHECKED_RULES:
            funds.check_value(value=made, by=filling.adviser, at=at)
    return fund


def _open_file(filling: Filling, fund: Fund, appointment: Appointment) -> FileHistory:
    on = appointment.half_day.on
    played = FileHistory(filling, FundingFile(), on)
    file = files.open_file(
        person=appointment.person,
        fund=fund,
        status="sole",
        appointments=[appointment],
        by=filling.adviser,
        at=played.at(-ASKED_COUNT),
    )
    return FileHistory(filling, file, on)


def _receive(played: FileHistory) -> None:
    at = played.at(-ASKED_COUNT)
    document: dict[str, Any] = {
        "kind": "register",
        "received_on": timezone.localdate(at),
        "valid_until": None,
    }
    funds.receive_document(person=played.file.person, **document, by=played.filling.adviser, at=at)


def _to_complete(played: FileHistory) -> None:
    played.do(files.say_status, -ASKED_COUNT, status="micro")


def _ready(played: FileHistory) -> None:
    _receive(played)


def _send_file(played: FileHistory) -> None:
    _receive(played)
    played.do(files.send_file, -ASKED_COUNT)


def _accepted(played: FileHistory) -> None:
    _send_file(played)
    played.agree()


def _finish_file(played: FileHistory) -> None:
    _accepted(played)


def _billed(played: FileHistory) -> None:
    _finish_file(played)
    played.do(
        files.bill, 3, number=f"D-{played.file.pk:03}", on=timezone.localdate(played.at(3)), unsigned_too=True
    )


def _paid(played: FileHistory) -> None:
    _billed(played)
    _fund_pays(played, 20)
    _artisan_pays(played)


def _late(played: FileHistory) -> None:
    _billed(played)
    _artisan_pays(played)


def _paid_late(played: FileHistory) -> None:
    _late(played)
    _fund_pays(played, 45)


def _fund_pays(played: FileHistory, days: int) -> None:
    on = timezone.localdate(played.at(days))
    played.do(files.note_payment, days, cents=played.sum_of("fund_cents"), on=on)


def _artisan_pays(played: FileHistory) -> None:
    on = timezone.localdate(played.at(15))
    payment: dict[str, Any] = {"cents": played.sum_of("artisan_cents"), "means": "transfer", "on": on}
    played.do(note_artisan_payment, 20, **payment)


def _granted_less(played: FileHistory) -> None:
    """Two hours of the three and a half: nobody has said yet who pays the rest."""
    _send_file(played)
    played.agree(", dans la limite du budget", granted=(120, 4000))


def _refused(played: FileHistory) -> None:
    _send_file(played)
    played.answer(-2, "Extrait du registre illisible", is_accepted=False)


def _appealed(played: FileHistory) -> None:
    _refused(played)
    on = timezone.localdate(played.at(1))
    played.do(files.appeal, 1, reason="L’extrait est de nouveau joint, bien lisible", on=on)
