"""What an offer lacks, what reads like a forbidden criterion, pays compared, JobPosting, the list narrowed."""

from dataclasses import replace
from datetime import date

import pytest

from etabli.community.jobs.description import forbidden_criteria
from etabli.community.jobs.engine import (
    JobFilter,
    Kind,
    Period,
    Place,
    Posting,
    Remote,
    Row,
    Unit,
    daily_pay,
    filter_jobs,
    find_suspect_wording,
    job_posting,
    missing_fields,
    monthly_pay,
)
from tests.community.jobs.conftest import WHOLE, terms


def test_an_offer_that_says_all_lacks_nothing() -> None:
    assert missing_fields(WHOLE) == []
    assert (
        missing_fields(terms(kind=Kind.MISSION, duration=10, duration_unit=Unit.DAYS, week_minutes=None))
        == []
    )


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"employer": " ", "duties": ""}, ["employer", "duties"]),
        ({"remote": Remote.HYBRID}, ["commune_id"]),
        ({"pay_low_cents": None, "pay_high_cents": None}, ["pay_low_cents"]),
        ({"pay_low_cents": None}, []),
        ({"week_minutes": None}, ["week_minutes"]),
        ({"kind": Kind.FIXED_TERM}, ["duration"]),
        ({"kind": Kind.INTERNSHIP, "duration": 2}, ["agreement"]),
        ({"kind": Kind.APPRENTICESHIP, "duration": 12}, ["diploma"]),
        ({"kind": Kind.MISSION, "week_minutes": None}, ["duration"]),
    ],
)
def test_each_kind_asks_for_its_own(changes: dict[str, object], wanted: list[str]) -> None:
    assert missing_fields(replace(WHOLE, **changes)) == wanted  # type: ignore[arg-type]  # one change at a time


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nous cherchons une personne jeune et dynamique", ["age"]),
        ("Rejoignez notre jeune entreprise", []),
        ("Entre 25 et 35 ans", ["age"]),
        ("3 ans d’expérience", []),
        ("Plus de 10 ans d’expérience, moins de 20 ans dans ce métier", ["age"]),
        ("Plus de 10 ans d’expérience", []),
        ("Jeune, pour jeune entreprise", ["age"]),
        ("Une jeune entreprise cherche un jeune", ["age"]),
        ("Une femme pour l’accueil", ["sex"]),
        ("Poste ouvert aux femmes et aux hommes. Développeur H/F", []),
        ("Envoyez un CV avec photo", ["looks"]),
        ("Photographe : retoucher des photos de produits", []),
        ("Français langue maternelle", ["origin"]),
        ("Application native, React Native", []),
        ("Célibataire sans enfant", ["family"]),
        ("Habiter à Bordeaux", ["home"]),
        ("Être en bonne santé, non syndiqué", ["health", "beliefs"]),
    ],
)
def test_words_that_read_like_a_forbidden_criterion_are_suspect(text: str, found: list[str]) -> None:
    assert [wording.criterion.id for wording in find_suspect_wording(text, forbidden_criteria("fr"))] == found


def test_each_criterion_says_why_and_by_which_article() -> None:
    for language in ("fr", "en"):
        for one in forbidden_criteria(language):
            assert len(one.reason) > 30
            assert "1132-1" in one.article


def test_pays_are_compared_by_the_month_or_by_the_day() -> None:
    assert monthly_pay(1_200, Period.HOUR) == 182_004
    assert monthly_pay(3_600_000, Period.YEAR) == 300_000
    assert monthly_pay(30_000, Period.DAY) is None
    assert (daily_pay(30_000, Period.DAY), daily_pay(5_000, Period.HOUR)) == (30_000, 35_000)
    assert daily_pay(200_000, Period.WHOLE) is None


def posting(**changes: object) -> dict[str, object]:
    place = changes.pop("place", None)
    return job_posting(
        Posting(
            terms=replace(WHOLE, **changes),  # type: ignore[arg-type]  # as the test says
            url="https://etabli.example/offres/7/",
            number=7,
            published_on=date(2027, 1, 12),
            place=place,  # type: ignore[arg-type]  # a Place or None
            publisher="Asso",
            trade="développeuse",
            ends_at="2027-03-13T23:59:59+01:00",
        )
    )


REQUIRED = {
    "title",
    "description",
    "datePosted",
    "hiringOrganization",
}  # by Google, and one of the two places


def test_a_posting_has_the_required_fields_and_says_where() -> None:
    told = posting()
    assert {"@context", "@type", *REQUIRED} <= told.keys()
    assert told["jobLocationType"] == "TELECOMMUTE"
    assert told["applicantLocationRequirements"] == {"@type": "Country", "name": "France"}
    assert "jobLocation" not in told
    there = posting(remote=Remote.HYBRID, place=Place("Pauillac", "33250"))
    assert there["jobLocation"] == {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Pauillac",
            "postalCode": "33250",
            "addressCountry": "FR",
        },
    }
    assert "jobLocationType" not in there


def test_a_posting_tells_pay_end_and_type_as_search_engines_read_them() -> None:
    told = posting(duties="Écrire <b>du code</b>")
    assert told["validThrough"] == "2027-03-13T23:59:59+01:00"
    assert told["datePosted"] == "2027-01-12"
    assert told["description"] == "<p>Écrire &lt;b&gt;du code&lt;/b&gt;</p>"
    assert told["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 2200, "maxValue": 2600},
    }
    assert told["employmentType"] == ["FULL_TIME"]
    assert posting(week_minutes=28 * 60)["employmentType"] == ["PART_TIME"]
    assert posting(kind=Kind.FIXED_TERM)["employmentType"] == ["TEMPORARY", "FULL_TIME"]
    assert posting(kind=Kind.INTERNSHIP)["employmentType"] == ["INTERN"]
    assert posting(kind=Kind.MISSION)["employmentType"] == ["CONTRACTOR"]
    assert "baseSalary" not in posting(kind=Kind.MISSION, pay_period=Period.WHOLE)


MONDAY, TUESDAY = date(2027, 1, 11), date(2027, 1, 12)
ROWS = [
    Row(1, MONDAY, "permanent", "developer", "remote", "", 260_000, None),
    Row(2, TUESDAY, "permanent", "writer", "on_site", "33063", 190_000, None),
    Row(3, TUESDAY, "mission", "developer", "hybrid", "33314", None, 40_000),
    Row(4, TUESDAY, "internship", "writer", "on_site", "33314", 70_000, None),
]


def test_the_latest_day_comes_first() -> None:
    assert filter_jobs(ROWS, JobFilter()).days == [(TUESDAY, (2, 3, 4)), (MONDAY, (1,))]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (JobFilter(kind="permanent"), {1, 2}),
        (JobFilter(trade="writer", kind="permanent"), {2}),
        (JobFilter(pay="m220000"), {1}),
        (JobFilter(pay="d35000"), {3}),
        (JobFilter(communes=frozenset({"33314"})), {1, 3, 4}),
        (JobFilter(pks=frozenset({4})), {4}),
        (JobFilter(kind="mission", remote="remote"), set()),
    ],
)
def test_what_is_asked_for_is_kept(wanted: JobFilter, left: set[int]) -> None:
    found = filter_jobs(ROWS, wanted)
    assert {pk for _day, pks in found.days for pk in pks} == left
    assert found.total == len(left)


def test_a_facet_is_counted_as_if_nothing_were_asked_of_it() -> None:
    facets = filter_jobs(ROWS, JobFilter(kind="permanent")).facets
    assert facets.kind == {"permanent": 2, "mission": 1, "internship": 1}
    assert facets.trade == {"developer": 1, "writer": 1}
    assert facets.pay == {"m180000": 2, "m220000": 1}
    assert filter_jobs(ROWS, JobFilter(kind="permanent", trade="writer")).facets.kind == {
        "permanent": 1,
        "internship": 1,
    }


def test_a_page_takes_the_days_of_its_offers() -> None:
    jobs = filter_jobs(ROWS, JobFilter())
    assert jobs.on_page(1, 2) == ([(TUESDAY, (2, 3, 4))], 0)
    assert jobs.on_page(2, 2) == ([(TUESDAY, (2, 3, 4)), (MONDAY, (1,))], 2)
    assert jobs.on_page(4, 1) == ([(MONDAY, (1,))], 0)
