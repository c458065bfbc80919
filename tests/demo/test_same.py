"""The same day gives the same demonstration: twice on SQLite, and on PostgreSQL."""

from pathlib import Path
from typing import Any

import pytest

from etabli.site.testing.postgres import NoServer, temporary_server
from tests.faults.installation import installed

pytestmark = pytest.mark.deep

FILL = """
from datetime import UTC, datetime
from django.apps import apps
from etabli.demo.fill import fill_database
from etabli.demo.shared import Size
from etabli.foundation.people.models import Person
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.procurement.quotes.models import QuoteReading
from etabli.programme.demand.models import Wish
from etabli.programme.support.models import Appointment
from etabli.programme.workshops.models import Attendance
fill_database(at=datetime(2027, 1, 12, 9, tzinfo=UTC), say=lambda *parts: None, size=Size(businesses=300))
ours = [model for model in apps.get_models() if model.__module__.startswith("etabli.")]
answer({
    "counts": {model._meta.label: model.objects.count() for model in ours},
    "people": list(Person.objects.order_by("pk").values_list("name", "email")),
    "occasions": list(Occasion.objects.order_by("pk").values_list("title", "starts_at", "place", "taken", "arrivals")),
    "sign_ups": list(SignUp.objects.order_by("pk").values_list("person__email", "number", "status")),
    "came": list(Attendance.objects.order_by("sign_up__pk").values_list("present", flat=True)),
    "wishes": list(Wish.objects.order_by("pk").values_list("kind", "expressed_on", "person__email")),
    "half_days": list(Appointment.objects.order_by("pk").values_list("person__email", "outcome", "half_day__on")),
    "quotes": list(QuoteReading.objects.order_by("pk").values_list("status", "gross", "supplier")),
})
"""


def filled(folder: Path, url: str = "") -> Any:
    with installed(folder, url) as made:
        return made.ask(FILL)


def test_the_same_day_gives_the_same_demonstration(tmp_path: Path) -> None:
    first, again = filled(tmp_path / "first"), filled(tmp_path / "again")
    assert first["counts"] == again["counts"]
    assert first == again
    try:
        with temporary_server() as url:
            other = filled(tmp_path / "other", url)
    except NoServer as absence:
        pytest.skip(str(absence))
    assert other["counts"] == first["counts"]
    assert other == first
