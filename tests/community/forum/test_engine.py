"""Where a question stands, and in which order its answers are read."""

from datetime import UTC, datetime, timedelta

from etabli.community.forum.engine import Answer, Standing, first_unread, reading_order, standing

ASKED = datetime(2027, 1, 12, 9, tzinfo=UTC)


def answer(pk: int, hours: int, author: int = 1) -> Answer:
    return Answer(pk, ASKED + timedelta(hours=hours), author)


def test_nobody_has_answered() -> None:
    assert standing([], accepted=None, asked_at=ASKED) == Standing(0, False, ASKED)


def test_it_moves_with_its_last_answer() -> None:
    came = [answer(7, 5), answer(8, 2)]
    assert standing(came, accepted=None, asked_at=ASKED) == Standing(2, False, ASKED + timedelta(hours=5))


def test_an_answer_that_is_gone_is_not_accepted() -> None:
    assert standing([answer(7, 1)], accepted=7, asked_at=ASKED).is_accepted
    assert not standing([answer(7, 1)], accepted=8, asked_at=ASKED).is_accepted


def test_the_accepted_one_is_read_first_then_as_they_came() -> None:
    came = [answer(9, 1), answer(7, 2), answer(8, 2)]
    assert reading_order(came, accepted=8) == [8, 9, 7]
    assert reading_order(came, accepted=None) == [9, 7, 8]


def test_the_first_unread_is_the_earliest_since_of_somebody_else() -> None:
    came = [answer(9, 4, author=2), answer(8, 3, author=2), answer(7, 2, author=1), answer(6, 1, author=2)]
    since = ASKED + timedelta(hours=1)
    assert first_unread(came, reader=1, read_until=since) == 8
    assert first_unread(came, reader=2, read_until=since) == 7
    assert first_unread(came, reader=1, read_until=ASKED + timedelta(hours=4)) is None
    assert first_unread(came, reader=1, read_until=None) is None
