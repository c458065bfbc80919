"""The register: two official files some weeks apart, what people put right between them, a spreadsheet of the chamber,
records that may be one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from etabli.demo.invented import businesses, siret
from etabli.demo.shared import Filling
from etabli.foundation.documents.tables import read_table
from etabli.foundation.files.engine.kinds import TEXT
from etabli.foundation.files.receiving import Examined
from etabli.territory.places.models import Commune
from etabli.territory.register import actions
from etabli.territory.register.duplicates import look_for_duplicates
from etabli.territory.register.engine import Establishment, Refusal
from etabli.territory.register.engine.sheets import read_rows, signature
from etabli.territory.register.models import Business, Duplicate
from etabli.territory.register.reading import Reading
from etabli.territory.register.sheets.importing import columns_of, knowledge

FILES = "StockEtablissement_utf8.zip, StockUniteLegale_utf8.zip"
FIRST_DAYS_AGO, CORRECTED_DAYS_AGO, SECOND_DAYS_AGO, GIVEN_DAYS_AGO = 54, 47, 20, 12  # how many days ago
FRESH_COUNT, REOPENED_COUNT, CLOSED_COUNT, MOVED_COUNT, HIDDEN_COUNT = (
    6,
    2,
    9,
    5,
    2,
)  # what the second file changes, from the last rank down
PROBABLE_ONE_IN = 23  # one in so many of the building trades carries no craft code
STREETS = (
    "rue du Lavoir", "rue des Tilleuls", "place du Marché", "quai des Deux Rives", "chemin des Vignes", "rue Basse",
    "avenue de la Gare", "impasse du Four", "rue de l’Église", "allée des Pins", "route du Moulin",
)  # fmt: skip
COMPANY, SOLE_TRADER = "5499", "1000"  # INSEE's codes of the legal form
REFUSED = (("siret", "00012345678901"), ("craft", "43ZZ"), ("date", "2026-02-31"), ("state", "X"))
SHORT_PLACES = ("du Port", "du Bourg", "du Phare", "des Pins", "de la Gare", "de la Place", "des Halles")
HEADER = "Raison sociale;N° SIRET;Métier;Commune;Téléphone;Courriel;Observations"


@dataclass(frozen=True)
class _Files:
    """What each of the two files says, by SIRET, and who of them stays the same from one to the other."""

    before: tuple[Establishment, ...]
    after: tuple[Establishment, ...]
    steady: tuple[Establishment, ...]


def fill_register(filling: Filling, seed: int) -> None:
    """The first file, corrections, the file of three weeks ago, the chamber's list, then what looks alike."""
    files = _files(filling, seed)
    _import(filling, files.before, filling.at - timedelta(days=FIRST_DAYS_AGO))
    corrected = {row.siret: row for row in _correct(filling, files.steady[:2])}
    after = tuple(corrected.get(row.siret, row) for row in files.after)
    _import(filling, after, filling.at - timedelta(days=SECOND_DAYS_AGO), REFUSED)
    twins = _alone(files.steady[4:])
    _give_sheet(filling, [*files.steady[2:4], *twins])
    _doubles(filling, twins[-1])


def _files(filling: Filling, seed: int) -> _Files:
    places = list(Commune.objects.order_by("code").values_list("code", "population", "postal_codes"))
    postal = {code: postal_codes.split(" ")[0] for code, _population, postal_codes in places}
    weights = [(code, population) for code, population, _postal_codes in places]
    all_of_them = [
        _establishment(
            rank,
            business.siret,
            business.name,
            business.trade_code,
            business.commune,
            postal[business.commune],
        )
        for rank, business in enumerate(businesses(weights, filling.size.businesses, seed))
    ]
    person, again = _one_person(all_of_them)
    before, after = _changed(all_of_them, timezone.localdate(filling.at - timedelta(days=SECOND_DAYS_AGO)))
    steady = [
        business
        for business in all_of_them[
            : -sum((FRESH_COUNT, REOPENED_COUNT, CLOSED_COUNT, MOVED_COUNT, HIDDEN_COUNT))
        ]
        if business.trade_code
    ]
    return _Files((*before, person), (*after, person, again), tuple(steady[::-1]))


def _establishment(
    rank: int, number: str, name: str, trade: str, commune: str, postal_code: str
) -> Establishment:
    is_probable = trade.startswith("43") and rank % PROBABLE_ONE_IN == 0
    return Establishment(
        number,
        name,
        "" if is_probable else trade,
        commune,
        None,
        None,
        is_published=True,
        naf_code=trade[:5],
        legal_form=COMPANY if is_probable else "",
        is_probable=is_probable,
        address=f"{1 + rank * 7 % 88} {STREETS[rank % len(STREETS)]}",
        postal_code=postal_code,
    )


def _one_person(rows: Sequence[Establishment]) -> tuple[Establishment, Establishment]:
    """A potter who stopped, then began again under another number, in the same commune."""
    like = replace(rows[0], name="Céramique Odile M.", trade_code="2341ZZ", naf_code="2341Z")
    person = replace(like, siret=siret(80_000), legal_form=SOLE_TRADER, is_probable=False)
    return person, replace(person, siret=siret(80_001), address=f"3 {STREETS[0]}")


def _alone(rows: Sequence[Establishment]) -> list[Establishment]:
    """Two masons, each the only one of that name in its commune."""
    masons = [row for row in rows if row.trade_code == "4399CZ"]
    named = Counter((mason.commune_code, mason.name) for mason in masons)
    return [
        mason
        for mason in masons
        if mason.name.endswith(SHORT_PLACES) and named[mason.commune_code, mason.name] == 1
    ][:2]


def _changed(
    rows: Sequence[Establishment], day: date
) -> tuple[Iterator[Establishment], Iterator[Establishment]]:
    """What the files say before and on `day`: the last ranks open, close, move, ask not to be published."""
    before, after = list(rows), list(rows)
    last = iter(range(len(rows) - 1, -1, -1))
    fresh = {next(last) for _time in range(FRESH_COUNT)}
    for rank in fresh:
        after[rank] = replace(rows[rank], created_on=day - timedelta(days=9 + rank % 9))
    for _time in range(REOPENED_COUNT):
        rank = next(last)
        before[rank] = replace(rows[rank], closed_on=day - timedelta(days=200))
    for _time in range(CLOSED_COUNT):
        rank = next(last)
        after[rank] = replace(rows[rank], closed_on=day - timedelta(days=3 + rank % 20))
    for _time in range(MOVED_COUNT):
        rank = next(last)
        elsewhere = {
            name: getattr(rows[rank - 50], name) for name in ("commune_code", "address", "postal_code")
        }
        before[rank] = replace(rows[rank], **elsewhere)
    for _time in range(HIDDEN_COUNT):
        rank = next(last)
        after[rank] = replace(rows[rank], name="", address="", is_published=False)
    return (row for rank, row in enumerate(before) if rank not in fresh), iter(after)


def _import(
    filling: Filling, rows: tuple[Establishment, ...], at: datetime, refused: Sequence[tuple[str, str]] = ()
) -> None:
    lines = [
        Refusal("StockEtablissement", 118 + 911 * rank, reason, value)
        for rank, (reason, value) in enumerate(refused)
    ]
    withheld = sum(not row.is_published for row in rows)
    reading = Reading(len(rows) + len(lines), len(rows), rows, lines, len(lines), withheld)
    actions.import_register(chamber=filling.chamber, reading=reading, files=FILES, by=filling.adviser, at=at)


def _correct(filling: Filling, two: Sequence[Establishment]) -> Iterator[Establishment]:
    """The chamber learnt by telephone where two of them work now; the State heard of another move since."""
    at = filling.at - timedelta(days=CORRECTED_DAYS_AGO)
    for rank, (row, learnt, street) in enumerate(
        zip(two, ("8 quai du Modèle", "2 cour du Modèle"), STREETS, strict=False)
    ):
        business = Business.objects.select_related("commune").get(siret=row.siret)
        actions.correct_business(
            business=business,
            name=row.name,
            trade_code=row.trade_code,
            commune=business.commune,
            address=learnt,
            postal_code=row.postal_code,
            phone=f"05 36 49 02 {rank:02}",
            email="",
            by=filling.adviser,
            at=at,
        )
        actions.note_business(
            business=business, text="A changé de local : appris au téléphone.", by=filling.adviser, at=at
        )
        yield replace(row, address=f"115 {street}")


def _give_sheet(filling: Filling, known: Sequence[Establishment]) -> None:
    """The list of a salon: two that the State knows, two that look like others, one that nobody knew, two to mend."""
    at = filling.at - timedelta(days=GIVEN_DAYS_AGO)
    content = "\r\n".join([HEADER, *_lines(known), ""]).encode("utf-8-sig")
    table = read_table(content)
    sheet = actions.give_sheet(
        chamber=filling.chamber,
        given=Examined("Salon de l’artisanat.csv", TEXT, content),
        signature=signature(table.header),
        by=filling.adviser,
        at=at,
    )
    fields = [column.guess.field for column in columns_of(table)]
    sheet_import = actions.start_sheet(
        sheet=sheet, columns=fields, by_worker=False, by=filling.adviser, at=at
    )
    rows = list(read_rows(table.lines, fields, knowledge()))
    actions.import_sheet(done=sheet_import, rows=rows, by=filling.adviser, at=at)


def _lines(known: Sequence[Establishment]) -> Iterator[str]:
    towns = dict(Commune.objects.values_list("code", "name"))
    for rank, business in enumerate(known):
        town, phone = towns[business.commune_code], f"05 36 49 03 {rank:02}"
        if rank < 2:
            yield f"{business.name};{business.siret};;{town};{phone};entreprise-{rank}@exemple.invalid;Vue au stand"
        else:  # as somebody wrote it at the stand: a letter lacks, and there is no SIRET
            yield f"{business.name[:-1]};;Maçonnerie;{town};{phone};;À rappeler"
    yield "Maçonnerie du Modèle;;Maçonnerie;Pauillac;05 36 49 03 10;;Vient de s’installer"
    yield "Toiture du Modèle;00012345678901;Couvreur;Pauillac;05 36 49 03 11;;"
    yield "Garage du Modèle;;Garage;;05 36 49 03 12;;"


def _doubles(filling: Filling, twin: Establishment) -> None:
    """Pairs are found; of one, somebody said that they are two."""
    look_for_duplicates(filling.chamber.pk)
    pair = Duplicate.objects.filter(chamber=filling.chamber, one__siret=twin.siret).first()
    if pair is not None:
        actions.keep_apart(pair=pair, by=filling.adviser, at=filling.at - timedelta(days=2))
