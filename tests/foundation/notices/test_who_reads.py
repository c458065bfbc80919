"""The mails that had left before a kind said who reads them."""

from importlib import import_module

import pytest
from django.apps import apps

from tests import factories as make

open_the_others = import_module("etabli.foundation.notices.migrations.0002_who_reads_mails").open_the_others


def mail(key: str, chamber_id: int | None) -> None:
    whose = {"key": key, "chamber_id": chamber_id, "to": "a@example.org", "subject": "x", "body": "x"}
    make.mails().create(**whose, due_at=make.AT, created_at=make.AT)


@pytest.mark.django_db
def test_the_staff_goes_on_reading_what_is_theirs_and_no_more() -> None:
    person = make.person(make.chamber())
    for kind in ("market.answer", "support.half_day"):
        mail(make.notice(person, kind=kind).key, person.chamber_id)
    for key in ("mailing:1:2", "letter:9", "digest:4", "answer:3:20270104"):
        mail(key, person.chamber_id)
    mail("sign_in:1", None)
    open_the_others(apps, None)
    read = make.mails().filter(staff_reads=True).values_list("key", flat=True)
    halves = [key for key in read if not key.startswith("mailing:")]
    assert "mailing:1:2" in read
    assert len(halves) == 1, "the half-day, and nothing of the ad"
