"""A database of 30 November 2026, brought up to date: all its rows are there, and are read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from etabli.foundation.parties import NOBODY, SYSTEM
from etabli.site.testing.postgres import NoServer
from tests.faults.installation import Installation
from tests.faults.test_starts import etabli
from tests.site.upgrades.dumps import KINDS, todays_database

COUNTS = """
from django.db import connection
with connection.cursor() as cursor:
    tables = connection.introspection.table_names(cursor)
    counts = {}
    for table in tables:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        counts[table] = cursor.fetchone()[0]
answer(counts)
"""
READ = """
from django.apps import apps
answer({model._meta.label: len(list(model.objects.all()[:50])) for model in apps.get_models()})
"""
VERSION = """
from etabli.site import migrating
answer([migrating.unknown_migrations(), migrating.lacking_migrations(), migrating.pending_migrations()])
"""
HOME = """
from django.test import Client
answer(Client(headers={"host": "localhost"}).get("/").status_code)
"""
SOUND = """
from etabli.site.checks import database
answer([[point.verdict.name, point.text] for point in database.look()])
"""
BROKEN = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA foreign_key_check")
    answer(cursor.fetchall())
"""
# Table -> the columns whose texts named somebody, and the foreign keys that replace them.
NAMED = {
    "approaches_approach": {"written_by": "written_by_id"},
    "approaches_followup": {"written_by": "written_by_id"},
    "association_suspension": {"suspended_by": "suspended_by_id"},
    "briefs_adcorrection": {"written_by": "written_by_id"},
    "briefs_briefanswer": {"written_by": "written_by_id"},
    "briefs_briefcomment": {"written_by": "written_by_id"},
    "briefs_briefversion": {"written_by": "written_by_id"},
    "drafts_draft": {"owner": "owner_id"},
    "files_storedfile": {"given_by": "given_by_id"},
    "jobs_job": {"author": "author_id"},
    "journal_entry": {"actor_key": "actor_id"},
    "market_ad": {"relayed_by": "relayed_by_id"},
    "market_letter": {"written_by": "written_by_id"},
    "market_sending": {"sent_by": "sent_by_id"},
    "moderation_appeal": {
        "written_by": "written_by_id",
        "against": "against_id",
        "decided_by": "decided_by_id",
    },
    "moderation_case": {"author_key": "author_id", "decided_by": "decided_by_id"},
    "moderation_report": {"reporter_key": "reporter_id"},
    "notices_notice": {"owner_key": "owner_id"},
    "notices_preference": {"owner_key": "owner_id"},
    "own_data_erasure": {"owner_key": "owner_id"},
    "people_consent": {"recorded_by": "recorded_by_id"},
    "people_membership": {"given_by": "given_by_id"},
    "people_securityevent": {"owner_key": "owner_id"},
    "quotes_correction": {"author": "author_id"},
    "quotes_dismissal": {"author": "author_id"},
    "showcase_story": {"written_by": "written_by_id"},
    "workshops_relaysignup": {"recorded_by": "recorded_by_id"},
}
VALUES = """
from django.db import connection
with connection.cursor() as cursor:
    values = []
    for table, column in arguments["columns"]:
        cursor.execute(f'SELECT id, "{column}" FROM "{table}" ORDER BY id')
        values.append(cursor.fetchall())
    answer(values)
"""
CAPACITIES = """
from django.apps import apps
from etabli.foundation.parties.models import Capacity
models = [model for model in apps.get_models() if issubclass(model, Capacity)]
answer({model.PARTY_KIND: dict(model.objects.values_list("pk", "party")) for model in models})
"""
TEXTS = """
import json, re
from etabli.foundation.journal.models import Entry
named = re.compile(r'"(?:user|person|link|kiosk|relay|correspondent|contact|application|nobody|system):[0-9]+"')
sides = Entry.objects.exclude(verb__startswith="neutrality.").values_list("verb", "before", "after")
answer(sorted({verb for verb, *both in sides.iterator() if named.search(json.dumps(both))}))
"""
SQUASHED = """
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
answer(sorted(MigrationLoader(None).disk_migrations.keys() - MigrationRecorder(connection).applied_migrations().keys()))
"""
OCCASIONS = """
from etabli.foundation.seats.models import Occasion
answer([sorted(set(Occasion.objects.values_list("kind", flat=True))), Occasion().kind])
"""
HOLDERS = """
from django.db.models import F
from etabli.foundation.seats.models import SignUp
answer([SignUp.objects.count(), SignUp.objects.filter(holder=F("person__party")).count()])
"""
# Django's own: what migrations were applied, and one row for each model.
DJANGO = {"django_migrations", "django_content_type", "auth_permission"}


COLUMNS = [(table, old, new) for table, named in NAMED.items() for old, new in named.items()]


@contextmanager
def installed_today(kind: str, folder: Path) -> Iterator[Installation]:
    try:
        with todays_database(kind, folder) as made:
            yield made
    except NoServer as absence:
        pytest.skip(str(absence))


@dataclass(frozen=True)
class Upgraded:
    """The installation, up to date; and what was read in it before."""

    place: Installation
    rows: dict[str, int]
    texts: list[list[tuple[int, str]]]
    unknown: list[str]
    lacking: list[str]


@pytest.fixture(scope="module", params=KINDS)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """Migrated once for the tests that read it."""
    with installed_today(request.param, tmp_path_factory.mktemp("upgraded") / "data") as place:
        columns = [(table, old) for table, old, _new in COLUMNS]
        texts, (unknown, lacking, _pending), counts = ask_all(place, VALUES, VERSION, COUNTS, columns=columns)
        before = Upgraded(place, own_rows(counts), texts, unknown, lacking)
        done = etabli(place, "manage", "migrate")
        assert (done.returncode, done.stderr) == (0, "")
        yield before


def ask_all(place: Installation, *scripts: str, **arguments: Any) -> list[Any]:
    """What each of these scripts answers, in one process."""
    together = "\n".join(
        ["answers = []", "answer = answers.append", *scripts, "print(json.dumps(answers, default=str))"]
    )
    answers: list[Any] = place.ask(together, **arguments)
    return answers


# Made from the other tables; what a kind no longer keeps there goes.
INDEX = ("search_searchentry", "search_posting")


def own_rows(counts: dict[str, int]) -> dict[str, int]:
    return {table: number for table, number in counts.items() if table not in DJANGO}


def test_nothing_is_lost_and_everything_is_read(upgraded: Upgraded) -> None:
    place, before = upgraded.place, upgraded.rows
    assert sum(number > 0 for number in before.values()) > 100, "the dump is rich"
    scripts = [COUNTS, READ, HOME, SQUASHED, *([] if place.database_url else [BROKEN])]
    counts, read, home, squashed, *broken = ask_all(place, *scripts)
    after = own_rows(counts)
    assert after.pop("parties_party") > sum(before[table] for table in ("people_person", "people_user"))
    assert {table: after[table] for table in before if table not in INDEX} == {
        table: number for table, number in before.items() if table not in INDEX
    }
    assert all(0 < after[table] <= before[table] for table in INDEX)
    assert not any(after[table] for table in after.keys() - before.keys()), "a new table is empty"
    assert read["journal.Entry"] == read["notify.Message"] == read["notices.Notice"] == 50
    assert home == 200
    assert squashed == [], "recorded by their own names, for when what they replace is forgotten"
    assert not any(broken)


def test_what_had_places_was_a_workshop(upgraded: Upgraded) -> None:
    [kinds] = ask_all(upgraded.place, OCCASIONS)
    assert kinds == [["workshop"], ""]


def test_each_place_is_held_by_the_party_of_its_person(upgraded: Upgraded) -> None:
    [[places, held]] = ask_all(upgraded.place, HOLDERS)
    assert places == held > 0


def test_whoever_a_text_named_is_a_party_the_same_everywhere(upgraded: Upgraded) -> None:
    place = upgraded.place
    columns = [(table, new) for table, _old, new in COLUMNS]
    numbers, all_capacities, named = ask_all(place, VALUES, CAPACITIES, TEXTS, columns=columns)
    parties: dict[str, int] = {"nobody:0": NOBODY, "system:0": SYSTEM}
    for (table, old, _new), before, after in zip(COLUMNS, upgraded.texts, numbers, strict=True):
        assert [pk for pk, _text in before] == [pk for pk, _party in after], table
        for (_pk, text), (_same, party) in zip(before, after, strict=True):
            if text == "" or text.startswith("session:"):
                assert party in (None, NOBODY), f"{table}.{old}"
            else:
                assert parties.setdefault(text, party) == party, f"{table}.{old}: {text}"
    assert len(set(parties.values())) == len(parties), "two of them are one"
    assert len(parties) > 100, "the dump is rich"
    for kind, capacities in all_capacities.items():
        for pk, party in capacities.items():
            assert parties.get(f"{kind}:{pk}", party) == party
    assert named == []


def test_it_is_no_newer_database_and_is_up_to_date_afterwards(upgraded: Upgraded) -> None:
    assert (upgraded.unknown, upgraded.lacking) == ([], [])
    version, points = ask_all(upgraded.place, VERSION, SOUND)
    assert version == [[], [], 0]
    assert {verdict for verdict, _text in points} == {"SOUND"}
    assert "migrations à jour" in [text for _verdict, text in points]


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_of_that_day_is_neither_later_nor_too_old(kind: str, tmp_path: Path) -> None:
    with installed_today(kind, tmp_path / "data") as today:
        made = etabli(today, "backup", str(tmp_path / "kept"))
        assert made.returncode == 1, (
            "the files that its rows name are not beside the dump: the backup says so"
        )
        [file] = (tmp_path / "kept").glob("*.tar")
        verified = json.loads(etabli(today, "backup", "verify", str(file), "--json").stdout)
    assert (verified["sound"], verified["later"], verified["earlier"]) == (True, "", "")
