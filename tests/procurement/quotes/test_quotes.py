"""Quotes from the upload to the sheet: read by the worker, kept to their person, compared, set aside, taken back."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes import actions, queries, tasks
from etabli.procurement.quotes.engine.model import Found, Party, Quote, Totals
from etabli.procurement.quotes.models import Dismissal, QuoteReading
from etabli.procurement.quotes.wording import QUESTIONS
from tests.community.conftest import AT, acting, answer, as_member, pass_on
from tests.procurement.quotes.conftest import LINES, TOTALS, give, given_file, printed, project


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


def sheet(world: SimpleNamespace, reading: QuoteReading, by: Viewer | None = None) -> Any:
    reading = queries.get_quote(by or world.artisan_viewer, reading.pk)
    return queries.sheet_of(by or world.artisan_viewer, reading, language="fr", at=AT)


# Reading


def test_a_quote_is_read_by_the_worker(world: SimpleNamespace) -> None:
    reading = give(world, read=False)
    assert reading.status == "waiting"
    assert sheet(world, reading) is None
    tasks.read_quote.call(reading.pk)
    reading = QuoteReading.objects.get(pk=reading.pk)
    assert (reading.status, reading.gross) == ("read", Decimal("3252.00"))
    found = sheet(world, reading)
    assert [row.amount for row in found.rows] == [1800, 350, 420, 140]
    assert found.verdict.tone == "ok"
    before = Entry.objects.count()
    tasks.read_quote.call(reading.pk)
    assert Entry.objects.count() == before


def test_the_clock_reads_what_a_dead_worker_left(world: SimpleNamespace) -> None:
    reading = give(world, read=False)
    assert tasks.read_due(AT + timedelta(minutes=1)) == 0
    assert tasks.read_due(AT + timedelta(minutes=3)) == 1
    assert QuoteReading.objects.get(pk=reading.pk).status == "read"


def test_one_that_fails_leaves_the_others_their_turn(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = give(world, read=False), give(world, read=False)

    def fails_once(document: Any, **limits: int) -> Any:
        monkeypatch.undo()
        raise RuntimeError("away")

    monkeypatch.setattr(tasks, "read", fails_once)
    assert tasks.read_due(AT + timedelta(minutes=3)) == 1
    assert [QuoteReading.objects.get(pk=one.pk).status for one in (first, second)] == ["waiting", "read"]
    assert tasks.read_due(AT + timedelta(minutes=4)) == 1


def test_a_file_that_is_gone_is_refused_in_plain_words(world: SimpleNamespace) -> None:
    reading = give(world, read=False)
    reading.file.content.storage.delete(reading.file.content.name)
    assert tasks.read_now(reading.pk, AT)
    reading.refresh_from_db()
    assert reading.status == "refused"
    assert "une nouvelle fois" in reading.refusal["fr"]


@pytest.mark.parametrize(
    ("gross", "kept"), [("10.005", "10.01"), ("0.004", "0.00"), ("7E+15", None), ("9", None)]
)
def test_the_total_is_kept_in_cents_when_it_is_sure(
    world: SimpleNamespace, gross: str, kept: str | None
) -> None:
    reading, sure = give(world, read=False), 0.3 if gross == "9" else 1.0
    found = Quote("text", totals=Totals(gross=Found(Decimal(gross), confidence=sure)))
    actions.keep_reading(reading=reading, result=found, by=Viewer.system(reading.chamber_id), at=AT)
    wanted = kept and Decimal(kept)
    assert reading.gross == wanted
    reading.refresh_from_db()
    assert reading.gross == wanted


@pytest.mark.parametrize(("sure", "name"), [(0.9, "SARL Atelier Fictif"), (0.55, "devis.pdf")])
def test_a_supplier_that_is_not_sure_gives_the_quote_no_name(
    world: SimpleNamespace, sure: float, name: str
) -> None:
    reading = give(world, read=False)
    found = Quote("text", supplier=Party(name=Found("SARL Atelier Fictif", confidence=sure)))
    actions.keep_reading(reading=reading, result=found, by=Viewer.system(reading.chamber_id), at=AT)
    assert reading.name == name


def test_read_again_it_keeps_the_day_on_which_it_was_given(world: SimpleNamespace) -> None:
    reading = give(world)
    actions.read_again(reading=reading, by=world.artisan_viewer, at=AT + timedelta(days=3))
    reading.refresh_from_db()
    assert (reading.status, reading.uploaded_at) == ("waiting", AT)
    assert tasks.read_due(AT + timedelta(days=3)) == 1


def test_a_supplier_s_mistake_stays_as_printed_and_is_said(world: SimpleNamespace) -> None:
    wrong = [("Total HT", "2 910,00"), ("TVA 20 %", "582,00"), ("Total TTC", "3 492,00")]
    found = sheet(world, give(world, upload=given_file(printed(totals=wrong))))
    assert found.verdict.tone == "stop"
    assert {total.amount for total in found.totals} == {2910, 582, 3492}
    assert str(QUESTIONS["lines-total"]) in [question.text for question in found.questions]


def test_a_total_that_is_not_sure_is_said_to_be_so(world: SimpleNamespace) -> None:
    torn = [TOTALS[0], ("Total TTC", "illisible")]
    main = [
        total
        for total in sheet(world, give(world, upload=given_file(printed(totals=torn)))).totals
        if total.is_main
    ]
    assert [total.amount for total in main] == [None]


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing in it", printed()[:600]])
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(world: SimpleNamespace, content: bytes) -> None:
    reading = give(world, upload=given_file(content))
    assert reading.status == "refused"
    assert reading.refusal["fr"]
    assert reading.refusal["en"]
    assert sheet(world, reading) is None


def test_what_an_older_engine_wrote_is_read_again(world: SimpleNamespace) -> None:
    reading = give(world)
    reading.decoded = {"$": "Quote", "of another time": 1}
    reading.save()
    assert sheet(world, reading) is None
    actions.read_again(reading=reading, by=world.artisan_viewer, at=AT)
    assert tasks.read_now(reading.pk, AT)
    assert sheet(world, reading).rows


def test_only_the_worker_writes_what_was_read(world: SimpleNamespace) -> None:
    reading = give(world, read=False)
    found = queries.decoded(give(world))
    assert found is not None
    for viewer in [world.artisan_viewer, world.adviser]:
        with pytest.raises(NotAllowed):
            actions.keep_reading(reading=reading, result=found, by=viewer, at=AT)


def test_two_workers_at_once_write_it_down_once(world: SimpleNamespace) -> None:
    reading = give(world, read=False)
    found = queries.decoded(give(world))
    assert found is not None
    seen_by_both = [QuoteReading.objects.get(pk=reading.pk) for _ in range(2)]
    system = Viewer.system(reading.chamber_id)
    actions.keep_reading(reading=seen_by_both[0], result=found, by=system, at=AT)
    with pytest.raises(actions.AlreadyKept):
        actions.keep_reading(reading=seen_by_both[1], result=found, by=system, at=AT)
    assert Entry.objects.filter(verb="quotes.keep", subject_id=str(reading.pk)).count() == 1


# Against the project


def test_against_the_project_as_it_is_today(world: SimpleNamespace, brief: Brief) -> None:
    reading = give(world, brief=brief)
    found = sheet(world, reading)
    assert {one.key for one in found.covered} >= {"need:pages", "need:photos", "need:training"}
    missing = len(found.missing)
    assert "need:domain-owner" in [compared.key for compared in found.missing], "what goes without saying too"
    assert any("domaine" in question.text for question in found.questions)
    actions.compare_with(reading=reading, brief=None, by=world.artisan_viewer, at=AT)
    assert sheet(world, reading).missing == ()
    undo(entry=last_entry(), by=world.artisan_viewer, at=AT)
    assert len(sheet(world, reading).missing) == missing


def test_somebody_else_s_project_is_not_compared(world: SimpleNamespace) -> None:
    theirs = project(world, world.other_artisan)
    with pytest.raises(actions.NotTheirBrief):
        give(world, brief=theirs)
    with pytest.raises(actions.NotTheirBrief):
        actions.compare_with(reading=give(world), brief=theirs, by=world.artisan_viewer, at=AT)
    assert list(queries.briefs_to_compare(world.artisan_viewer, world.other_artisan.pk)) == []
    assert list(queries.briefs_to_compare(as_member(world.member), world.artisan.pk)) == []


# Who sees it


def test_a_quote_keeps_to_its_artisan_until_they_show_it(world: SimpleNamespace) -> None:
    reading = give(world)
    both = world.double.user
    never = [
        of_person(world.other_artisan),
        as_member(world.member),
        acting(both, Role.MEMBER),
        acting(both, Role.BOARD),
        acting(both, Role.MODERATOR),
        world.moderator,
        world.neighbour_adviser,
        world.neighbour_member,
        Viewer.nobody(),
    ]
    advisers = [world.adviser, acting(both, Role.ADVISER)]
    for viewer in [*never, *advisers]:
        with pytest.raises(NotVisible):
            queries.get_quote(viewer, reading.pk)
        assert queries.quotes_of(viewer) == []
    actions.share_quote(reading=reading, by=world.artisan_viewer, at=AT)
    for viewer in never:
        with pytest.raises(NotVisible):
            queries.get_quote(viewer, reading.pk)
        assert queries.quotes_of(viewer) == []
        assert queries.quotes_of_person(viewer, world.artisan) == []
    for viewer in advisers:
        assert queries.get_quote(viewer, reading.pk) == reading
        assert [card.pk for card in queries.quotes_of_person(viewer, world.artisan)] == [reading.pk]
    undo(entry=last_entry(), by=world.artisan_viewer, at=AT)
    assert queries.quotes_of(world.adviser) == []


def test_only_the_artisan_shows_and_puts_away(world: SimpleNamespace) -> None:
    reading = give(world, by=world.adviser)
    assert reading.shared_at is not None
    for act in [actions.share_quote, actions.unshare_quote, actions.withdraw_quote]:
        with pytest.raises(NotAllowed):
            act(reading=reading, by=world.adviser, at=AT)
    actions.unshare_quote(reading=reading, by=world.artisan_viewer, at=AT)
    with pytest.raises(NotVisible):
        queries.get_quote(world.adviser, reading.pk)


def test_who_may_add(world: SimpleNamespace) -> None:
    for viewer in [
        of_person(world.other_artisan),
        as_member(world.member),
        acting(world.double.user, Role.BOARD),
        world.neighbour_adviser,
        Viewer.nobody(),
    ]:
        with pytest.raises(NotAllowed):
            give(world, by=viewer)


def test_put_away_and_back(world: SimpleNamespace) -> None:
    reading = give(world)
    actions.withdraw_quote(reading=reading, by=world.artisan_viewer, at=AT)
    assert queries.quotes_of(world.artisan_viewer) == []
    undo(entry=last_entry(), by=world.artisan_viewer, at=AT)
    assert len(queries.quotes_of(world.artisan_viewer)) == 1


# From an answer


def test_the_quote_of_an_answer_is_read_against_the_brief_of_its_ad(
    world: SimpleNamespace, brief: Brief
) -> None:
    sent = answer(pass_on(world, world.artisan, number=brief.pk), world.member, upload=given_file())
    for viewer in [as_member(world.member), world.adviser, acting(world.double.user, Role.BOARD)]:
        with pytest.raises(NotAllowed):
            actions.add_answer_quote(answer=sent, by=viewer, at=AT)
    reading = actions.add_answer_quote(answer=sent, by=world.artisan_viewer, at=AT)
    assert (reading.brief, reading.file, reading.shared_at) == (brief, sent.quote, None)
    assert queries.reading_of_answer(world.artisan_viewer, sent) == reading
    for viewer in [of_person(world.other_artisan), as_member(world.member), world.adviser]:
        with pytest.raises(NotVisible):
            queries.reading_of_answer(viewer, sent)
    with pytest.raises(actions.AlreadyOpened):
        actions.add_answer_quote(answer=sent, by=world.artisan_viewer, at=AT)
    actions.withdraw_quote(reading=reading, by=world.artisan_viewer, at=AT)
    put_away = last_entry()
    actions.add_answer_quote(answer=sent, by=world.artisan_viewer, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=put_away, by=world.artisan_viewer, at=AT)


def test_an_answer_without_a_quote(world: SimpleNamespace) -> None:
    sent = answer(pass_on(world, world.artisan), world.member, upload=None)
    with pytest.raises(actions.NoQuoteJoined):
        actions.add_answer_quote(answer=sent, by=world.artisan_viewer, at=AT)


# Findings set aside


def test_a_finding_is_set_aside_with_a_reason_and_comes_back(world: SimpleNamespace, brief: Brief) -> None:
    reading = give(world, brief=brief)
    given = {"reading": reading, "finding": "need:domain-owner", "by": world.artisan_viewer, "at": AT}
    missing = len(sheet(world, reading).missing)
    with pytest.raises(actions.NoReason):
        actions.dismiss_finding(**given, reason=" ")
    actions.dismiss_finding(**given, reason="J'en ai déjà un")
    assert len(sheet(world, reading).missing) == missing - 1
    assert sheet(world, reading).dismissed[0].dismissed_because == "J'en ai déjà un"
    undo(entry=last_entry(), by=world.artisan_viewer, at=AT)
    assert len(sheet(world, reading).missing) == missing
    row = actions.dismiss_finding(**given, reason="Vu avec lui")
    actions.restore_finding(dismissal=row, by=world.artisan_viewer, at=AT)
    assert len(sheet(world, reading).missing) == missing
    assert Dismissal.objects.count() == 1
    with pytest.raises(NotAllowed):
        actions.dismiss_finding(**{**given, "by": world.adviser}, reason="Non")


# Statements


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_takes_a_fixed_number_of_statements(
    world: SimpleNamespace, brief: Brief, rows: int, django_assert_num_queries: Any
) -> None:
    lines = LINES[:1] * rows
    readings = [give(world, brief=brief, upload=given_file(printed(lines=lines))) for _ in range(rows)]
    for number in range(rows):
        actions.dismiss_finding(
            reading=readings[0], finding=f"x:{number}", reason="non", by=world.artisan_viewer, at=AT
        )
    with django_assert_num_queries(1):
        assert len(queries.quotes_of(world.artisan_viewer)) == rows
    with django_assert_num_queries(1):
        reading = queries.get_quote(world.artisan_viewer, readings[0].pk)
    with django_assert_num_queries(5):  # corrections, dismissals, brief, its answers, its photos
        queries.sheet_of(world.artisan_viewer, reading, language="fr", at=AT)
