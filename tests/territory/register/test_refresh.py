"""What a monthly refresh does to what people of the chamber know and corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as examples, settings, strategies as st
from hypothesis.extra.django import TestCase

from etabli.foundation.people.models import Organisation, OrganisationKind
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune
from etabli.territory.register.actions import import_register
from etabli.territory.register.engine import Establishment
from etabli.territory.register.models import Business, Import, Proposal
from etabli.territory.register.progress import PHASE_SHARES, Phase, Progress, paced_progress
from etabli.territory.register.reading import reading_of
from etabli.territory.register.reading.duckdb_connection import NotEnoughRoom
from etabli.territory.register.refreshing import (
    AlreadyImporting,
    NoSuchDepartment,
    commune_prefixes,
    import_lock,
    refresh,
)
from tests.territory.conftest import AT
from tests.territory.register.official import COMPANY, NO_CRAFT, legal_units, stock

SIRETS = ("84135128100016", "85212149000019", "42082007800012")
BAKERY = Establishment(
    siret=SIRETS[0],
    name="LE FOURNIL",
    trade_code="1071CB",
    commune_code="33314",
    created_on=date(2018, 9, 1),
    closed_on=None,
    is_published=True,
    other_names="SARL DU FOURNIL",
    address="5 RUE DU PORT",
    postal_code="33250",
)
Bring = Callable[..., Import]


def brought(chamber: Organisation, *rows: Establishment) -> Import:
    by = Viewer.system(chamber.pk)
    return import_register(chamber=chamber, reading=reading_of(rows), files="test", by=by, at=AT)


@pytest.fixture
def bring(chamber: Organisation, communes: dict[str, Commune]) -> Bring:
    return lambda *rows: brought(chamber, *rows)


def test_what_moved_and_what_opened_again_are_counted(bring: Bring) -> None:
    bring(BAKERY)
    moved = bring(replace(BAKERY, commune_code="33058"))
    closed = bring(replace(BAKERY, commune_code="33058", closed_on=date(2026, 1, 31)))
    again = bring(replace(BAKERY, commune_code="33058"))
    told = [(one.updated, one.closed, one.moved, one.reopened) for one in (moved, closed, again)]
    assert told == [(1, 0, 1, 0), (0, 1, 0, 0), (1, 0, 0, 1)]
    assert (Business.objects.get().commune_id, Business.objects.get().closed_on) == ("33058", None)


def test_what_the_chamber_knows_is_left_alone(bring: Bring) -> None:
    bring(BAKERY)
    Business.objects.update(phone="0556000000", email="a@example.org")
    bring(replace(BAKERY, name="AU BON PAIN"))
    business = Business.objects.get()
    assert (business.name, business.phone, business.email) == ("AU BON PAIN", "0556000000", "a@example.org")


def test_a_file_that_says_less_erases_nothing(bring: Bring) -> None:
    bring(BAKERY)
    less = replace(BAKERY, name="", other_names="", address="", trade_code="", is_probable=None)
    assert bring(less).unchanged == 1
    business = Business.objects.get()
    assert (business.name, business.trade_code, business.address) == ("LE FOURNIL", "1071CB", "5 RUE DU PORT")


def corrected(name: str, ours: str) -> Business:
    business = Business.objects.get()
    business.corrected = {name: getattr(business, name)}
    setattr(business, name, ours)
    business.save()
    return business


def test_a_correction_stays_and_a_contradiction_is_proposed_once(bring: Bring) -> None:
    bring(BAKERY)
    corrected("name", "Le Fournil de Zoé")
    assert bring(replace(BAKERY, address="7 RUE DU PORT")).updated == 1
    assert not Proposal.objects.exists()
    for said in ("AU BON PAIN", "AU BON PAIN", "AU PAIN DORÉ"):
        bring(replace(BAKERY, name=said))
    proposal = Proposal.objects.get()
    assert (proposal.field, proposal.official, proposal.ours) == ("name", "AU PAIN DORÉ", "Le Fournil de Zoé")
    assert Business.objects.get().name == "Le Fournil de Zoé"
    bring(BAKERY)  # as when it was corrected: nothing is left to choose
    assert not Proposal.objects.exists()


def test_a_corrected_place_keeps_its_commune(bring: Bring) -> None:
    bring(BAKERY)
    business = corrected("commune_code", "33058")
    Business.objects.update(commune_id="33058")
    bring(replace(BAKERY, commune_code="33423", name="AU BON PAIN"))
    business.refresh_from_db()
    assert (business.commune_id, business.commune_code, business.name) == ("33058", "33058", "AU BON PAIN")
    assert Proposal.objects.get().official == "33423"


def test_what_its_owner_withdraws_is_kept_nowhere(bring: Bring) -> None:
    bring(BAKERY)
    corrected("name", "Le Fournil de Zoé")
    bring(replace(BAKERY, name="AU BON PAIN"))
    bring(replace(BAKERY, name="", other_names="", address="", postal_code="", is_published=False))
    business = Business.objects.get()
    assert (business.name, business.corrected) == ("Le Fournil de Zoé", {"name": ""})  # the chamber's word
    assert (business.other_names, business.address, Proposal.objects.count()) == ("", "", 0)


def test_one_that_is_known_closes_though_it_carries_no_craft_code(
    chamber: Organisation, communes: dict[str, Commune], tmp_path: Path
) -> None:
    def bring(*rows: dict[str, str]) -> Import:
        paths = [stock(tmp_path, *rows), legal_units(tmp_path, COMPANY)]
        by = Viewer.system(chamber.pk)
        return refresh(chamber=chamber, paths=paths, departments=["33"], by=by, at=lambda: AT)

    bring(NO_CRAFT)
    assert Business.objects.get().is_probable
    closed = {"etatAdministratifEtablissement": "F", "dateDebut": "2026-01-31"}
    done = bring(NO_CRAFT | closed, NO_CRAFT | closed | {"siret": SIRETS[1]})
    assert (done.kept, done.closed, Business.objects.get().closed_on) == (1, 1, date(2026, 1, 31))


def test_two_imports_never_run_at_once(chamber: Organisation, tmp_path: Path) -> None:
    by = Viewer.system(chamber.pk)
    with import_lock(chamber.pk), pytest.raises(AlreadyImporting):
        refresh(chamber=chamber, paths=[stock(tmp_path, {})], departments=[], by=by, at=lambda: AT)
    with import_lock(chamber.pk):
        pass  # what held it is over


def test_one_cut_short_is_taken_up_and_leaves_nothing(
    chamber: Organisation, communes: dict[str, Commune], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {
        "chamber": chamber,
        "paths": [stock(tmp_path, {})],
        "departments": [],
        "by": Viewer.system(chamber.pk),
        "at": lambda: AT,
    }
    with monkeypatch.context() as patch:
        patch.setattr("etabli.territory.register.actions.importing.finding.index_all", _stopped)
        with pytest.raises(KeyboardInterrupt):
            refresh(**asked)
    assert not Business.objects.exists()
    told: list[str] = []
    refresh(**asked, on_resume=lambda: told.append("taken up"))
    assert (told, Business.objects.count()) == (["taken up"], 1)
    with import_lock(chamber.pk) as folder:
        assert not folder.exists()


def _stopped(*_args: object) -> None:
    raise KeyboardInterrupt


def test_a_machine_too_small_says_so(
    chamber: Organisation, communes: dict[str, Commune], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etabli.territory.register.reading.duckdb_connection.MEMORY_LIMIT", "1MB")
    monkeypatch.setattr("etabli.territory.register.reading.duckdb_connection.SPILL_LIMIT", "1MB")
    by, path = Viewer.system(chamber.pk), stock(tmp_path, {})
    with pytest.raises(NotEnoughRoom):
        refresh(chamber=chamber, paths=[path], departments=[], by=by, at=lambda: AT)
    with import_lock(chamber.pk) as folder:
        assert not list(folder.iterdir())


def test_departments_are_written_as_people_write_them() -> None:
    assert commune_prefixes(["1", "2a", "20", "974"]) == ["01", "2A", "2B", "974"]
    for wrong in ("", "99", "Gironde", "00"):
        with pytest.raises(NoSuchDepartment):
            commune_prefixes([wrong])


def heard_at(
    monkeypatch: pytest.MonkeyPatch,
    *steps: tuple[float, Phase, float],
    phases: Sequence[Phase] = tuple(Phase),
) -> list[Progress]:
    """What is heard of an import that tells (seconds since it began, phase, how much of the phase is done)."""
    clock = iter([0.0, *(seconds for seconds, _, _ in steps)])
    monkeypatch.setattr("etabli.territory.register.progress.time.monotonic", lambda: 1000.0 + next(clock))
    heard: list[Progress] = []
    tell = paced_progress(heard.append, phases)
    for _, phase, phase_done in steps:
        tell(phase, phase_done)
    return heard


def test_progress_never_goes_back_and_says_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = heard_at(
        monkeypatch,
        (10, Phase.READING, 0.5),
        (20, Phase.READING, 0.2),
        (30, Phase.WRITING, 0.5),
        (40, Phase.INDEXING, 1.0),
    )
    assert [progress.phase for progress in heard] == [Phase.READING, Phase.WRITING, Phase.INDEXING]
    assert heard[0].seconds_left == round(10 * (1 - heard[0].whole_done) / heard[0].whole_done)
    assert (round(sum(PHASE_SHARES.values()), 6), heard[-1].seconds_left) == (1, 0)


@pytest.mark.parametrize("begins_at", [20.0, 20.4, 25.0])
def test_the_last_phase_is_heard_as_soon_as_it_begins(
    monkeypatch: pytest.MonkeyPatch, begins_at: float
) -> None:
    heard = heard_at(
        monkeypatch,
        (10, Phase.READING, 1.0),
        (20, Phase.WRITING, 1.0),
        (begins_at, Phase.INDEXING, 0.0),
        (begins_at + 0.1, Phase.INDEXING, 0.1),
    )
    assert [progress.phase for progress in heard] == [Phase.READING, Phase.WRITING, Phase.INDEXING]
    assert heard[-1].whole_done == pytest.approx(0.7)


def test_an_import_of_one_phase_goes_from_nothing_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = heard_at(
        monkeypatch,
        *((seconds, Phase.WRITING, seconds / 120) for seconds in (12, 60, 120)),
        phases=[Phase.WRITING],
    )
    assert [round(100 * progress.whole_done) for progress in heard] == [10, 50, 100]
    assert [progress.seconds_left for progress in heard] == [108, 60, 0]


facts = st.builds(
    replace,
    st.just(BAKERY),
    siret=st.sampled_from(SIRETS),
    name=st.sampled_from(["LE FOURNIL", "AU BON PAIN"]),
    commune_code=st.sampled_from(["33314", "40001"]),
    closed_on=st.sampled_from([None, date(2026, 1, 31)]),
)
files = st.lists(facts, max_size=3, unique_by=lambda row: row.siret)


class AnySequenceOfFiles(TestCase):  # type: ignore[misc]  # hypothesis has no types for Django
    """The last file alone decides of the businesses that it holds, and once more changes nothing."""

    @settings(max_examples=8)
    @examples(st.lists(files, min_size=1, max_size=3))
    def test_the_last_one_decides(self, sequence: list[list[Establishment]]) -> None:
        chamber = Organisation.objects.create(kind=OrganisationKind.CHAMBER, name="CMA Gironde")
        for rows in sequence:
            brought(chamber, *rows)
        last = {row.siret: row for row in sequence[-1]}
        held = Business.objects.filter(chamber=chamber, siret__in=last)
        told = {one.siret: (one.name, one.commune_code, one.closed_on) for one in held}
        assert told == {siret: (row.name, row.commune_code, row.closed_on) for siret, row in last.items()}
        again = brought(chamber, *sequence[-1])
        assert (again.created, again.updated, again.closed) == (0, 0, 0)
