"""The ten gestures answered for the installation itself: seen by the clock, read by the page, no secret told."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from etabli.foundation.people.models import Organisation, Role
from etabli.programme.protection.catalogue import load
from etabli.site.checks import Point, Verdict, machine, mail, sign_ins
from etabli.site.own_gestures import keeping
from etabli.site.own_gestures.commitments import COMMITMENTS
from etabli.site.own_gestures.keeping import DONE, TO_DO, UNKNOWN, answers, look_each_day, state_of
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = "/protection/ce-site/"
SOUND, FAULT = Point(Verdict.SOUND, ""), Point(Verdict.FAULT, "", "mend")
REMARK, TO_MEND = Point(Verdict.REMARK, ""), Point(Verdict.REMARK, "", "mend")


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA, settings.BACKUPS = tmp_path, None
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def chamber() -> Organisation:
    return make.chamber()


def states() -> dict[str, str]:
    return {answer.commitment.id: answer.state for _gesture, given in answers()[1] for answer in given}


def look(at: datetime | None = None) -> dict[str, str]:
    look_each_day(at or timezone.now())
    return states()


@pytest.mark.parametrize(
    ("points", "state"),
    [
        ([SOUND], DONE),
        ([SOUND, REMARK], DONE),
        ([SOUND, TO_MEND], TO_DO),
        ([SOUND, FAULT], TO_DO),
        ([REMARK], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_a_state_is_the_worst_of_what_was_seen(points: list[Point], state: str) -> None:
    assert state_of(points) == state


def test_each_gesture_has_an_answer() -> None:
    assert {commitment.gesture for commitment in COMMITMENTS} == {gesture.id for gesture in load().gestures}


def test_before_the_first_look_nothing_is_claimed(client: Client, chamber: Organisation) -> None:
    page = client.get(ADDRESS).content.decode()
    assert "Le programme n’a pas encore vérifié" in page
    assert not re.search("En place|Pas encore en place|Ne se vérifie pas d’ici", page)
    assert "voici nos règles" in page
    look()
    assert "voici nos règles" not in client.get(ADDRESS).content.decode()
    assert "Ne se vérifie pas d’ici" in client.get(ADDRESS).content.decode()


def test_a_visit_looks_at_nothing(
    client: Client, chamber: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    look()
    monkeypatch.setattr(keeping, "_state", None)
    assert client.get(ADDRESS).status_code == 200


def test_the_clock_looks_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at = timezone.now().replace(hour=12)
    seen: list[str] = []

    def state(commitment: Any) -> tuple[str, str]:
        seen.append(commitment.id)
        return DONE, ""

    monkeypatch.setattr(keeping, "_state", state)
    for later in (timedelta(0), timedelta(minutes=1), timedelta(days=1)):
        look_each_day(at + later)
    assert len(seen) == 2 * len(COMMITMENTS)
    assert answers()[0] == timezone.localdate(at + timedelta(days=1))


def test_a_look_that_fails_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Point:
        raise OSError("away")

    monkeypatch.setattr(machine, "updates", fail)
    kept = look()
    assert (kept["updates"], kept["passwords"]) == (UNKNOWN, DONE)


def test_a_copy_that_was_tried_tells_its_day(
    settings: Any, tmp_path: Path, chamber: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etabli.site.backups.naming import PLAIN_SUFFIX, free_name
    from etabli.site.checks import backups

    settings.BACKUPS = str(tmp_path)
    free_name(tmp_path, datetime.now(), PLAIN_SUFFIX).write_bytes(b"")
    monkeypatch.setattr(backups, "_check_plain", lambda last: iter([SOUND]))
    from django.db import connection

    kept = look()
    assert kept["copy"] == DONE
    assert kept["restored"] == (DONE if connection.vendor == "sqlite" else UNKNOWN)
    assert "La dernière fois" in client.get(ADDRESS).content.decode()
    monkeypatch.setattr(backups, "_check_plain", lambda last: iter([FAULT]))
    cache.clear()
    assert look()["restored"] == TO_DO


def test_what_is_to_be_done_is_looked_at_again_an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that has just started has much to do, and isn't said so all day."""
    at, state = timezone.now().replace(hour=10), TO_DO
    monkeypatch.setattr(keeping, "_state", lambda _commitment: (state, ""))
    look(at)
    state = DONE
    assert set(look(at + timedelta(minutes=59)).values()) == {TO_DO}
    assert set(look(at + timedelta(minutes=61)).values()) == {DONE}


def test_nothing_that_helps_a_thief_is_told(
    settings: Any,
    tmp_path: Path,
    chamber: Organisation,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault = Point(Verdict.FAULT, "unknown.invalid:2525 (Postfix 3.7)", "ETABLI_EMAIL_URL")
    monkeypatch.setattr(mail, "server", lambda: fault)
    settings.BACKUPS = str(tmp_path / "gone")
    kept = look()
    assert (kept["copy"], kept["mail"]) == (TO_DO, TO_DO)
    main = client.get(ADDRESS).content.decode().partition("<main")[2].partition("</main>")[0]
    text = re.sub("<[^>]+>", " ", main)
    assert not re.search(r"/\w+/|\d+\.\d+|2525|unknown|ETABLI_|seccomp|Landlock", text)


def age_stamp(stamp: Path, days: int) -> None:
    stamp.touch()
    instant = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(stamp, (instant, instant))


def test_the_updates_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp, restart = tmp_path / "stamp", tmp_path / "restart"
    monkeypatch.setattr(machine, "UPDATES_STAMP", stamp)
    monkeypatch.setattr(machine, "RESTART_MARK", restart)
    assert state_of([machine.updates()]) == UNKNOWN
    age_stamp(stamp, 1)
    assert state_of([machine.updates()]) == DONE
    age_stamp(stamp, 10)
    assert state_of([machine.updates()]) == TO_DO
    age_stamp(stamp, 1)
    restart.touch()
    assert state_of([machine.updates()]) == TO_DO


def test_each_of_the_staff_needs_a_second_proof(settings: Any, chamber: Organisation) -> None:
    from allauth.mfa.models import Authenticator

    settings.PRODUCTION, settings.SECOND_FACTOR = True, "required"
    adviser = make.membership(chamber, Role.ADVISER).user
    assert state_of(sign_ins.second_proofs()) == TO_DO
    Authenticator.objects.create(user=adviser, type="totp", data={})
    assert state_of(sign_ins.second_proofs()) == DONE


def test_an_account_with_a_password_is_told(chamber: Organisation) -> None:
    user = make.membership(chamber, Role.ADVISER).user
    assert state_of([sign_ins.passwords()]) == DONE
    user.set_password("four unrelated words")
    user.save()
    assert state_of([sign_ins.passwords()]) == TO_DO


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ({"TXT": ["v=spf1 mx -all"], "_dmarc": ["v=DMARC1; p=reject"]}, DONE),
        ({"TXT": ["v=spf1 mx -all"], "_dmarc": ["v=DMARC1; p=none"]}, TO_DO),
        ({"TXT": [], "_dmarc": []}, TO_DO),
        ({"TXT": None, "_dmarc": None}, UNKNOWN),
    ],
)
def test_mails_forged_in_our_name(
    records: dict[str, list[str] | None], state: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_URL, settings.DEFAULT_FROM_EMAIL = "smtp://mail.invalid", "Établi <etabli@chamber.invalid>"

    def answer(name: str, kind: str) -> list[str] | None:
        return records["_dmarc" if name.startswith("_dmarc.") else kind]

    monkeypatch.setattr("etabli.programme.visibility.checks.dns_records.records_of", answer)
    assert state_of(mail.forged()) == state
