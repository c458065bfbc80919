"""The questionnaire on a phone; its square; its results."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.parties import NOBODY
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.surveys import actions
from etabli.programme.surveys.models import Answer
from etabli.programme.surveys.tasks import settle_due
from etabli.programme.workshops.models import Session
from tests import factories

GIVEN = {"useful": "very", "themes": ["social"], "half_day": "no", "free": "C’était bien"}


def page_of(session: Session) -> str:
    return f"/q/{session.code}/"


def test_an_answer_without_account_or_name(client: Client, under_way: Session) -> None:
    shown = client.get(page_of(under_way)).content.decode()
    assert "Être présent sur les réseaux sociaux" in shown
    assert under_way.theme.title not in shown.partition("<main")[2].partition("<form")[2]
    client.post(page_of(under_way), GIVEN)
    answer = Answer.objects.get()
    assert (answer.person, answer.answers["free"]) == (None, "C’était bien")
    settle_due(timezone.now() + timedelta(days=8))
    assert Wish.objects.get().theme_code == "social"


def test_one_answer_per_phone(client: Client, under_way: Session) -> None:
    client.post(page_of(under_way), GIVEN)
    assert "Merci" in client.get(page_of(under_way)).content.decode()
    client.post(page_of(under_way), GIVEN)
    assert Answer.objects.count() == 1
    Client().post(page_of(under_way), GIVEN)
    assert Answer.objects.count() == 2


def test_a_forged_cookie_is_ignored(client: Client, under_way: Session) -> None:
    client.cookies[f"answered-{under_way.pk}"] = "1"
    assert "Merci, vos" not in client.get(page_of(under_way)).content.decode()


def test_whoever_is_signed_in_answers_as_a_visitor(
    client: Client, under_way: Session, membership: Membership
) -> None:
    factories.become(client, membership=membership).post(page_of(under_way), GIVEN)
    from etabli.foundation.journal.models import Entry

    assert Entry.objects.get(verb="surveys.submit").actor_id == NOBODY


def test_a_half_day_with_a_name(client: Client, under_way: Session) -> None:
    client.post(
        page_of(under_way), {**GIVEN, "half_day": "yes", "name": "Zoé Exemple", "contact": "06 12 34 56 78"}
    )
    assert Wish.objects.get(kind="half_day").person.name == "Zoé Exemple"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"half_day": "yes"}, "il nous faut votre nom"),
        ({"name": "Zoé"}, "Comment vous joindre"),
        ({"contact": "06 12 34 56 78"}, "Qui devons-nous demander"),
        ({"name": "Zoé", "contact": "zoe@"}, "n’est pas complète"),
        ({"useful": ""}, "Choisissez une réponse"),
        ({"half_day": "often"}, "often"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client: Client, under_way: Session, changes: dict[str, str], said: str
) -> None:
    text = client.post(page_of(under_way), {**GIVEN, **changes}).content.decode()
    assert said in text
    assert "C’était bien" in text
    assert 'value="social" id="id_themes_' in text or 'value="social"' in text
    assert not Answer.objects.exists()


def test_before_the_day_and_for_a_wrong_code(client: Client, session: Session) -> None:
    assert "un peu tôt" in client.get(page_of(session)).content.decode()
    client.post(page_of(session), GIVEN)
    assert not Answer.objects.exists()
    assert client.get("/q/zzzzzzzz/").status_code == 404


def test_the_code_is_short_and_not_to_be_guessed(session: Session) -> None:
    assert len(session.code) == 8
    assert session.code.isalnum()


def test_the_square_to_project(client: Client, session: Session, membership: Membership) -> None:
    text = factories.become(client, membership=membership).get(f"/seances/{session.pk}/questionnaire/")
    assert "<svg" in text.content.decode()
    assert f"/q/{session.code}" in text.content.decode()


def test_results_come_from_five_answers_on(
    client: Client, under_way: Session, membership: Membership
) -> None:
    address = f"/seances/{under_way.pk}/reponses/"
    for _ in range(4):
        Client().post(page_of(under_way), GIVEN)
    factories.become(client, membership=membership)
    few = client.get(address).content.decode()
    assert "Pas encore assez" in few
    assert "C’était bien" not in few
    Client().post(page_of(under_way), GIVEN)
    enough = client.get(address).content.decode()
    assert "C’était bien" in enough
    assert "Très utile" in enough


@pytest.mark.parametrize("number", [5, 7])
def test_the_results_page_takes_the_same_statements(
    client: Client, under_way: Session, membership: Membership, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        Client().post(page_of(under_way), GIVEN)
    factories.become(client, membership=membership)
    with django_assert_num_queries(8):
        client.get(f"/seances/{under_way.pk}/reponses/")


RANKED = [
    {"id": code, "fr": text}
    for code, text in (("price", "Le prix"), ("place", "Le lieu"), ("day", "Le jour"))
]
OWN = [
    {"id": "rank", "kind": "ranking", "fr": "Classez", "options": RANKED},
    {"id": "mark", "kind": "scale", "fr": "Note", "required": True, "scale": {"from": 0, "to": 10}},
    {"id": "why", "kind": "text", "fr": "Pourquoi ?", "only_if": {"question": "mark", "is": [0, 1]}},
]


@pytest.fixture
def own(under_way: Session, adviser: Viewer) -> Session:
    """A session that gives the chamber's own questionnaire, with a ranking, a scale and a condition."""
    told = {"chamber": under_way.chamber, "by": adviser, "at": factories.AT}
    actions.publish_questionnaire(code="ours", title="Le nôtre", content=OWN, **told)
    actions.choose_questionnaire(code="ours", session=under_way, **told)
    return under_way


def test_a_ranking_a_scale_and_a_condition_without_a_script(client: Client, own: Session) -> None:
    shown = client.get(page_of(own)).content.decode()
    assert "Seulement si vous avez répondu « 0 · 1 » à « Note »" in shown.replace("\u00a0", " ")
    client.post(page_of(own), {"rank_0": "2", "rank_2": "1", "mark": "0", "why": "Trop loin"})
    assert Answer.objects.get().answers == {"rank": ["day", "price"], "mark": 0, "why": "Trop loin"}
    Client().post(page_of(own), {"mark": "7", "why": "Ce n’était pas demandé"})
    assert Answer.objects.get(answers__mark=7).answers == {"rank": [], "mark": 7}


def test_two_answers_of_the_same_rank_are_told(client: Client, own: Session) -> None:
    shown = client.post(page_of(own), {"rank_0": "1", "rank_1": "1", "mark": "3"}).content.decode()
    assert "Deux réponses ont le même rang" in shown
    assert not Answer.objects.exists()


def test_whoever_answers_after_everybody_is_told_before_and_keeps_their_wish(under_way: Session) -> None:
    under_way.occasion.capacity = 1
    under_way.occasion.save(update_fields=["capacity"])
    Client().post(page_of(under_way), GIVEN)
    late = Client()
    assert "ont déjà répondu" in late.get(page_of(under_way)).text
    known = Wish.objects.count()
    page = late.post(
        page_of(under_way), {**GIVEN, "name": "Zoé Exemple", "contact": "06 12 34 56 78"}, follow=True
    )
    assert "ce que vous souhaitez est noté" in page.text
    assert (Answer.objects.count(), Wish.objects.count() > known) == (1, True)
