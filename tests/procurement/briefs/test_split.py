"""Answers to the question that became four: each goes to what it answers, and nothing of it is lost."""

from importlib import import_module

import pytest
from django.apps import apps

from etabli.procurement.briefs.models import BriefAnswer
from etabli.procurement.needs.catalogue import load
from tests.procurement.briefs.conftest import AT, House

moving = import_module("etabli.procurement.briefs.migrations.0003_sale_booking_split")


def kept(house: House, need_id: str, answer: str, **more: object) -> BriefAnswer:
    said = {"weight": "must", "number": 31, "written_by_id": house.artisan.actor.party_id, "written_at": AT}
    return BriefAnswer.objects.create(brief=house.brief(), need_id=need_id, answer=answer, **(said | more))


def moved(row: BriefAnswer) -> list[tuple[str, int, str, str]]:
    moving.split(apps, None)
    return list(row.brief.answers.values_list("need_id", "number", "answer", "note"))


@pytest.mark.parametrize("answer", moving.MOVED)
def test_a_ready_answer_moves_to_the_questions_it_answers(house: House, answer: str) -> None:
    row = kept(house, "sale-booking", answer, note="Le samedi surtout")
    found = moved(row)
    assert [one[:3] for one in found] == moving.MOVED[answer]
    assert "".join(note for *_, note in found) == "Le samedi surtout"
    for need_id, number, said, _note in found:
        need = load().by_id[need_id]
        assert need.number == number
        assert need.choice_of(said) or said == answer  # a ready answer of today, or the words as they were


@pytest.mark.parametrize(
    ("answer", "weight"), [("Qu’on passe me voir", "must"), ("Je ne sais pas", "could"), ("", "not")]
)
def test_what_was_written_freely_goes_to_contact_with_its_words(
    house: House, answer: str, weight: str
) -> None:
    row = kept(house, "sale-booking", answer, weight=weight, note="Une note", is_draft=True)
    assert moved(row) == [("contact", 32, answer, "Une note")]
    row.refresh_from_db()
    assert (row.weight, row.is_draft) == (weight, True)


def test_ready_answers_that_were_reworded_stay_ready_answers(house: House) -> None:
    rows = [kept(house, need_id, before) for need_id, before in moving.RENAMED]
    own = kept(house, "texts", "Mon fils les écrit")
    moving.rename(apps, None)
    for row in rows:
        row.refresh_from_db()
        assert load().by_id[row.need_id].choice_of(row.answer), row.answer
    own.refresh_from_db()
    assert own.answer == "Mon fils les écrit"
