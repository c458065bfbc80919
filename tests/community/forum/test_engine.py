"""Where a question stands."""

from datetime import UTC, datetime, timedelta

from etabli.community.forum.engine import Answer, Standing, standing

ASKED = datetime(2027, 1, 12, 9, tzinfo=UTC)


def answer(pk: int, hours: int) -> Answer:
    return Answer(pk, ASKED + timedelta(hours=hours))


def test_nobody_has_answered() -> None:
    assert standing([], accepted=None, asked_at=ASKED) == Standing(0, False, ASKED)


def test_it_moves_with_its_last_answer() -> None:
    came = [answer(7, 5), answer(8, 2)]
    assert standing(came, accepted=None, asked_at=ASKED) == Standing(2, False, ASKED + timedelta(hours=5))


def test_an_answer_that_is_gone_is_not_accepted() -> None:
    assert standing([answer(7, 1)], accepted=7, asked_at=ASKED).is_accepted
    assert not standing([answer(7, 1)], accepted=8, asked_at=ASKED).is_accepted
