"""The wishes that answers hold, written to `demand`. Called within an act."""

import random
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import express_wish, withdraw_wish
from etabli.programme.demand.asking import HalfDayBooked, ask_half_day
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import booked_half_days
from etabli.programme.surveys.engine import Question
from etabli.programme.surveys.models import Answer
from etabli.programme.workshops.models import Theme
from etabli.territory.register.models import Artisan

HALF_DAY = "half_day"  # the id of the question that asks for one, and "yes" is the answer that does
Wished = tuple[str, str]  # kind, code of the theme


def wishes_of(questions: Sequence[Question], answers: dict[str, Any]) -> list[Wished]:
    """What an answer asks for: the themes of its theme questions, and a half-day."""
    theme_questions = [question for question in questions if question.kind == "themes"]
    themes = dict.fromkeys(code for question in theme_questions for code in answers.get(question.id, ()))
    wishes = [(str(Wish.Kind.THEME), code) for code in themes]
    return wishes + [(str(Wish.Kind.HALF_DAY), "")] * (answers.get(HALF_DAY) == "yes")


def record_wishes(answer: Answer, by: Viewer) -> None:
    """Write what one answer asks for, as its person's, or as nobody's."""
    _express([(answer, wish) for wish in _asked_by(answer)], by)


def wish_together(answers: Sequence[Answer], by: Viewer) -> None:
    """Write what several ask for, in an order drawn by lot: nothing tells which wishes came together."""
    pairs = [(answer, wish) for answer in answers for wish in _asked_by(answer)]
    random.SystemRandom().shuffle(pairs)
    _express(pairs, by)


def withdraw_wishes(answer: Answer, by: Viewer, at: datetime) -> None:
    """Take back what one answer asked for: of the wishes of nobody, one that is like it. Raises StillAnswered when a
    half-day is booked for it."""
    for kind, code in _asked_by(answer):
        similar_wishes = Wish.objects.filter(
            chamber_id=answer.chamber_id,
            kind=kind,
            theme_code=code,
            person=answer.person_id,
            source=Wish.Source.SURVEY,
            expressed_on=answer.answered_on,
            withdrawn_at=None,
        )
        if answer.person_id is None:
            similar_wishes = similar_wishes.filter(commune=answer.session.venue.commune_id)
        wish = similar_wishes.order_by("pk").first()
        if wish is not None:
            withdraw_wish(wish=wish, by=by, at=at)


def booked_instead(answer: Answer, at: datetime) -> Any:
    """The half-day to come of whoever asks for one by this answer, which made no request; None otherwise."""
    is_asked = (str(Wish.Kind.HALF_DAY), "") in _asked_by(answer)
    return next(iter(booked_half_days(answer.person_id, at=at)), None) if is_asked else None


def _asked_by(answer: Answer) -> list[Wished]:
    return wishes_of(answer.questionnaire.questions, answer.answers)


def _express(pairs: Sequence[tuple[Answer, Wished]], by: Viewer) -> None:
    """Where the person works, else where the workshop was given; on the day of the answer, and no hour."""
    titles = {
        theme.pk: theme.public_title
        for theme in Theme.objects.filter(pk__in={code for _a, (_k, code) in pairs})
    }
    people = {answer.person_id for answer, _told in pairs} - {None}
    artisans = {
        row.person_id: row for row in Artisan.objects.filter(person__in=people).select_related("commune")
    }
    for answer, (kind, code) in pairs:
        artisan = artisans.get(answer.person_id) if answer.person_id else None
        arguments: Any = {
            "chamber": answer.session.chamber,
            "source": Wish.Source.SURVEY,
            "commune": (artisan and artisan.commune) or answer.session.venue.commune,
            "trade_code": artisan.trade_code if artisan else "",
            "at": timezone.make_aware(datetime.combine(answer.answered_on, time(12))),
        }
        if kind == Wish.Kind.HALF_DAY and answer.person is not None:
            with suppress(
                HalfDayBooked
            ):  # it stands: whoever types a sheet is shown it, a visitor learns nothing
                ask_half_day(person=answer.person, **arguments, by=by)
        else:
            titled: Any = {"theme_code": code, "theme": titles.get(code, "")}
            express_wish(kind=kind, person=answer.person, **titled, **arguments, by=by)
