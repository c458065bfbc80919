"""The pages of results: narrowed, compared, searched, taken away as a file; and nobody found again."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.test import Client

from etabli.foundation.documents import xlsx_file
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys import actions
from etabli.programme.surveys.models import Answer
from etabli.programme.surveys.results import Filters, collect_answers, results
from etabli.programme.workshops.models import Session
from etabli.territory.register.models import Artisan
from tests import factories

RESULTS = "/questionnaires/resultats/"


def answer(session: Session, number: int, name: str = "", **said: Any) -> list[Answer]:
    """So many answers to a session, each with a text of its own."""
    return [
        actions.submit_answer(
            session=session,
            answers={"useful": "very", "half_day": "no", "able": 4, "free": f"Remarque {rank}", **said},
            name=f"{name} {rank}" if name else "",
            contact=f"{name}{rank}@exemple.fr" if name else "",
            by=Viewer.nobody(),
            at=session.occasion.ends_at + timedelta(hours=1),
        )
        for rank in range(number)
    ]


@pytest.fixture
def staff(client: Client, membership: Membership) -> Client:
    return factories.become(client, membership=membership)


def read(staff: Client, query: str = "") -> str:
    return staff.get(f"{RESULTS}{query}").content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_filters_are_in_the_address(make: Callable[..., Session], staff: Client) -> None:
    first, second = make(), make(town="Blaye", theme="social")
    answer(first, 6)
    answer(second, 7, useful="little")
    assert "13 réponses" in read(staff)
    for query in (f"?seance={second.pk}", "?theme=social", f"?du={second.occasion.starts_at:%Y-%m-%d}"):
        page = read(staff, query)
        assert "7 réponses" in page
        assert re.search(r"<b>7</b> <span[^>]*>sur 7</span></td><td[^>]*>65 % à 100 %", page)
    wrong = read(staff, "?seance=999999")
    assert "999999" in wrong
    assert "Très utile" not in wrong


def test_a_session_under_five_never_shows_through_the_others(
    make: Callable[..., Session], staff: Client
) -> None:
    few, many = make(), make(theme="social")
    answer(few, 3, free="Je suis le seul couvreur")
    answer(many, 8)
    for query in ("", f"?seance={few.pk}", "?theme=visible"):
        page = read(staff, query)
        assert "seul couvreur" not in page
        assert "sur 11" not in page
    assert "3 autres réponses ne sont pas comptées ici" in read(staff)


def test_a_trade_is_counted_alone_and_never_near_few_others(
    make: Callable[..., Session], adviser: Viewer, staff: Client
) -> None:
    session = make()
    named = answer(session, 5, name="zoe")
    for one in named:
        Artisan.objects.update_or_create(person=one.person, defaults={"trade_code": "1071CA"})
    answer(session, 4)
    assert results(collect_answers(adviser), Filters(trade="1071CA")).charts == (), (
        "four others would be left"
    )
    answer(session, 1)
    assert results(collect_answers(adviser), Filters(trade="1071CA")).charts[0].answered == 5
    assert "videz les autres" in read(staff, f"?metier=1071CA&seance={session.pk}")


def test_versions_side_by_side_or_why_not(session: Session, adviser: Viewer, staff: Client) -> None:
    answer(session, 5)
    content = [dict(question) for question in Answer.objects.all()[0].questionnaire.content]
    content[0] = {**content[0], "options": [*content[0]["options"], {"id": "not", "fr": "Inutile"}]}
    actions.publish_questionnaire(
        code="end_of_workshop", content=content, by=Viewer.system(), at=factories.AT
    )
    answer(session, 5)
    charts = [
        chart for chart in results(collect_answers(adviser), Filters()).charts if chart.name == "useful"
    ]
    assert [(chart.version, chart.answered, chart.apart) for chart in charts] == [
        (2, 5, ""),
        (1, 5, "options"),
    ]
    page = read(staff)
    assert "Une version à côté de l’autre" in page
    assert "les réponses proposées n’étaient pas les mêmes" in page


def test_words_are_searched_in_what_they_wrote(session: Session, staff: Client) -> None:
    answer(session, 5)
    page = read(staff, "?mot=remarque+3")
    assert "Remarque 3" in page
    assert "Remarque 4" not in page.partition("<main")[2]


def files(staff: Client, query: str = "") -> dict[str, bytes]:
    kinds = ("csv", "xlsx", "pdf")
    return {kind: staff.get(f"{RESULTS}{kind}/{query}").content for kind in kinds}


def text_of(content: bytes) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    return " ".join("".join(pages).split())


def cells_of(content: bytes) -> list[list[str]]:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    return [
        ["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)
    ]


def test_the_three_files_hold_the_counts_and_no_answer(session: Session, staff: Client) -> None:
    """No key, no text, no person, no row for an answer: what is taken away joins to nothing."""
    kept = answer(session, 4, free="=cmd|' /C calc'!A0") + answer(session, 4, name="zoe")
    kept += answer(session, 2, free="Du café")
    made = files(staff)
    rows = list(csv.reader(io.StringIO(made["csv"].decode("utf-8-sig")), delimiter=";"))
    width = max(map(len, rows))
    assert cells_of(made["xlsx"]) == [
        [cell.removesuffix(".0") for cell in row] + [""] * (width - len(row)) for row in rows
    ]
    assert ["Très utile", "10", "10", "100"] in [row[2:6] for row in rows[2:]]
    assert "10 sur 10" in text_of(made["pdf"])
    for text in (made["csv"].decode(), str(cells_of(made["xlsx"])), text_of(made["pdf"])):
        assert not any(one.key in text for one in kept)
        assert not any(word in text for word in ("emarque", "calc", "zoe", "café"))
    numbers = {row[2]: int(row[3]) for row in rows[2:] if row[4]}
    assert all(int(row[4]) >= 5 for row in rows[2:]), numbers


def test_a_file_says_no_more_than_the_page(make: Callable[..., Session], staff: Client) -> None:
    answer(make(), 4)
    for content in files(staff).values():
        assert b"utile" not in content
    assert "Pas encore assez" in text_of(files(staff)["pdf"])
    assert staff.get(f"{RESULTS}odt/").status_code == 404
    assert staff.get(f"{RESULTS}csv/?seance=x").status_code == 302


def test_a_workbook_runs_nothing_and_reads_all() -> None:
    rows = [["=1+1", 'A & <b> "c"', 12, 3.5, "\x00\x07l"]]
    assert cells_of(xlsx_file(rows)) == [["=1+1", 'A & <b> "c"', "12", "3.5", "l"]]


def test_another_chamber_sees_nothing(session: Session, client: Client, neighbour: Membership) -> None:
    answer(session, 6)
    page = read(factories.become(client, membership=neighbour), f"?seance={session.pk}")
    assert "Très utile" not in page
    assert "Remarque" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_statements(
    make: Callable[..., Session], staff: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        answer(make(), 5)
    with django_assert_num_queries(7):
        read(staff)


def test_no_two_files_point_at_few_when_one_is_taken_from_the_other(
    make: Callable[..., Session], staff: Client
) -> None:
    """Whoever downloads every view there is, and takes each from each, question by question."""
    sizes = [
        (3, "visible", "Pauillac"),
        (4, "social", "Blaye"),
        (6, "visible", "Blaye"),
        (2, "social", "Pauillac"),
    ]
    sessions = [make(theme=theme, town=town) for _number, theme, town in sizes]
    for session, (number, _theme, _town) in zip(sessions, sizes, strict=True):
        answer(session, number, useful="little", missing=["time"])
    days = [f"{session.occasion.starts_at:%Y-%m-%d}" for session in sessions]
    asked = ["", "?theme=visible", "?theme=social", "?territoire=200000001"]
    asked += [f"?seance={session.pk}" for session in sessions]
    asked += [f"?du={first}&au={last}" for first in days for last in days if first <= last]
    seen: dict[str, dict[str, int]] = {}
    for query in asked:
        rows = list(csv.reader(io.StringIO(files_of(staff, query)), delimiter=";"))[2:]
        seen[query] = {row[0]: int(row[4]) for row in rows if row[4]}
    questions = {question for counted in seen.values() for question in counted}
    assert len(questions) == 5
    for question in questions:
        numbers = {counted.get(question, 0) for counted in seen.values()}
        assert max(numbers) >= 6
        assert all(a == b or abs(a - b) >= 5 for a in numbers for b in numbers), (question, numbers)


def files_of(staff: Client, query: str) -> str:
    return staff.get(f"{RESULTS}csv/{query}").content.decode("utf-8-sig")
