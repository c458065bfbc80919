"""The pages of moderation, as each of those who may come by."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from etabli.community.moderation import actions
from etabli.community.moderation.models import Case, Limits, Reason, Report
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.viewer import Viewer
from tests.community.conftest import AT, as_member, enter, join

REPORT = "/signaler/association.Member/{}/"


@pytest.fixture
def moderator(client: Client, world: SimpleNamespace) -> Client:
    return enter(client, User.objects.get(pk=world.moderator.user_id), Role.MODERATOR)


@pytest.fixture
def case(world: SimpleNamespace) -> Case:
    return actions.submit(subject=world.member, is_out=True, by=as_member(world.member), at=AT)


def test_a_refusal_without_reason_keeps_the_words(moderator: Client, case: Case) -> None:
    response = moderator.post(f"/moderation/{case.pk}/", {"words": "Trop vague"})
    assert response.status_code == 422
    assert "Trop vague" in response.text
    case.refresh_from_db()
    assert case.state == "waiting"


def test_it_is_accepted_or_hidden(moderator: Client, case: Case) -> None:
    moderator.post(f"/moderation/{case.pk}/", {"decision": "accept"})
    case.refresh_from_db()
    assert case.state == "accepted"
    moderator.post(f"/moderation/{case.pk}/", {"reason": "false", "words": "Non."})
    case.refresh_from_db()
    assert case.state == "hidden"


def test_the_queue_takes_as_many_statements_with_three_rows(
    moderator: Client, world: SimpleNamespace, case: Case, django_assert_num_queries: Any
) -> None:
    moderator.get("/moderation/")
    with django_assert_num_queries(QUEUE):
        assert "Studio" in moderator.get("/moderation/").text
    for member in (world.other_member, join(world, "Labo")):
        actions.submit(subject=member, by=as_member(member), at=AT)
    with django_assert_num_queries(QUEUE):
        assert "Labo" in moderator.get("/moderation/").text


QUEUE = 5  # session, user, roles, cases, things


def test_the_twenty_first_row_is_on_the_second_page(moderator: Client, world: SimpleNamespace) -> None:
    for number in range(21):
        actions.submit(subject=join(world, f"Chose {number}"), by=Viewer.system(), at=AT)
    assert "Chose 20" in moderator.get("/moderation/?page=2").text


@pytest.mark.usefixtures("within_a_minute")
def test_a_visitor_reports_and_a_machine_does_not(client: Client, world: SimpleNamespace) -> None:
    address = REPORT.format(world.member.pk)
    sent = {"reason": "false", "text": "Ce n’est plus vrai.", "email": "passant@example.invalid"}
    assert client.post(address, {**sent, "site": "http://spam"}).status_code == 422
    assert not Report.objects.exists()
    assert client.post(address, sent).status_code == 302
    assert Report.objects.get().email == "passant@example.invalid"
    again = client.post(address, sent)
    assert (again.status_code, "déjà signalé" in again.text, "Ce n’est plus vrai." in again.text) == (
        422,
        True,
        True,
    )
    for _more in range(6):
        last = client.post(address, {})
    assert last.status_code == 429


def test_what_one_does_not_see_one_does_not_report(client: Client, world: SimpleNamespace) -> None:
    world.member.left_on = AT.date()
    world.member.save()
    assert client.get(REPORT.format(world.member.pk)).status_code == 404
    assert client.get("/signaler/people.User/1/").status_code == 404


def test_the_author_reads_why_and_contests(client: Client, world: SimpleNamespace, case: Case) -> None:
    actions.decide(case=case, accept=False, reason="false", words="Le prix.", by=world.moderator, at=AT)
    Membership.objects.filter(user=world.member.user).update(ended_on=None)
    enter(client, world.member.user, Role.MEMBER)
    page = client.get(f"/moderation/mes-publications/{case.pk}/")
    assert "Le prix." in page.text
    assert client.post(f"/moderation/mes-publications/{case.pk}/", {"text": ""}).status_code == 422
    client.post(f"/moderation/mes-publications/{case.pk}/", {"text": "Le prix est juste."})
    assert case.appeals.get().text == "Le prix est juste."
    assert "Studio" in client.get("/moderation/mes-publications/").text


def test_the_board_sets_limits_and_a_moderator_words_reasons(
    client: Client, moderator: Client, world: SimpleNamespace
) -> None:
    limits = {
        "accepted_needed": 2,
        "days_needed": 10,
        "daily_limit": 4,
        "reports_needed": 2,
        "remind_after_hours": 12,
    }
    assert moderator.post("/moderation/regles/", limits).status_code == 403
    moderator.post("/moderation/regles/raison/false/", {"text": "C’est faux.", "is_offered": "on"})
    assert "C’est faux." in moderator.get("/moderation/regles/").text
    enter(client, world.double.user, Role.BOARD)
    assert client.post("/moderation/regles/", limits).status_code == 302
    assert Limits.objects.get().daily_limit == 4
    client.post("/moderation/regles/raison/", {"text": "Hors sujet."})
    assert Reason.objects.filter(text="Hors sujet.", is_offered=False).exists()
