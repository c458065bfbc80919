"""What is quoted of an answer, how often a reason is given, and in which language the hours of the chamber are."""

import random

import pytest
from django.test import Client

from etabli.foundation.people.models import Organisation
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import diagnose
from tests.programme.diagnosis.test_pages import MASON, RESULT, START, answer

pytestmark = pytest.mark.django_db


def test_what_is_quoted_is_what_was_tapped(client: Client, chamber: Organisation) -> None:
    answer(client)
    page = client.get(RESULT)
    tapped = {question.ask.fr: question.answer(MASON[question.id]).text.fr for question in load().questions}
    result = page.context["result"]
    reasons = [reason for step in result.steps for reason in step.reasons]
    reasons += [row.reason for row in result.left_out]
    assert reasons
    assert all(tapped[reason.question] == reason.answer for reason in reasons)
    assert "Vous avez répondu «\u00a0Non, pas pour l’instant\u00a0»." in page.text


def test_no_step_gives_the_same_reason_twice() -> None:
    chance = random.Random(23)
    for _try in range(200):
        given = {question.id: chance.choice(question.answers).id for question in load().questions}
        for proposed in diagnose(given, load()).steps:
            because = [reason.because for reason in proposed.reasons]
            assert len(because) == len(set(because)), proposed.step.id


def test_the_hours_are_in_french_and_nothing_stands_before_the_full_stop(
    client: Client, chamber: Organisation
) -> None:
    Organisation.objects.filter(pk=chamber.pk).update(
        phone="05 56 99 91 00", hours="du lundi au vendredi, 9 h à 17 h"
    )
    page = client.get(START, headers={"accept-language": "en"}).text
    assert 'lang="fr">(du lundi au vendredi, 9 h à 17 h)</span>.' in page
