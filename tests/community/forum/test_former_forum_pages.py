"""The questions of a former forum in the browser: given, looked at, taken in, taken back."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.community.forum.models import Thread
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role, User
from tests import factories as make
from tests.community.forum.test_former_forum import board, lines, of_member, question

GIVE = reverse("forum:former")


@pytest.fixture
def of_board(world: SimpleNamespace, client: Client) -> Client:
    client.force_login(User.objects.get(pk=board(world).user_id))
    return client


def give(client: Client, *rows: Any, content: bytes | None = None) -> Any:
    body = lines(*rows).getvalue() if content is None else content
    return client.post(GIVE, {"file": SimpleUploadedFile("ancien.jsonl", body)})


def test_it_is_looked_at_then_taken_in_then_taken_back(world: SimpleNamespace, of_board: Client) -> None:
    answer = give(
        of_board, question("q1", author=of_member(world.member), trade="Alchimiste"), question("q2")
    )
    shown = of_board.get(answer.url)
    assert not Thread.objects.exists()
    for text in ("2 questions à reprendre", "2 réponses", world.member.display_name, "Alchimiste (1)"):
        assert text in shown.text.replace("\u202f", " ")
    taken = of_board.post(answer.url, follow=True)
    assert "2 questions sont reprises." in taken.text
    assert Thread.objects.count() == 2
    assert of_board.get(answer.url).status_code == 404, "it is no longer kept"
    undo(entry=Entry.objects.get(verb="forum.import"), by=board(world), at=timezone.now())
    assert not Thread.objects.filter(withdrawn_at=None).exists()


def test_the_same_file_again_says_that_all_is_there(world: SimpleNamespace, of_board: Client) -> None:
    of_board.post(give(of_board, question("q1")).url)
    again = give(of_board, question("q1"))
    assert "1 déjà là" in of_board.get(again.url).text
    refused = of_board.post(again.url)
    assert refused.status_code == 422
    assert "elles sont toutes déjà là" in refused.text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"%PDF-1.4\n", "fichier texte"),
        (b"pas du JSON\n", "ligne 1"),
        (json.dumps({"id": 1}).encode(), "title"),
        (b"[" * 200_000, "ligne 1"),
    ],
)
def test_what_is_no_forum_is_refused_with_its_line(
    world: SimpleNamespace, of_board: Client, content: bytes, why: str
) -> None:
    answer = give(of_board, content=content)
    assert answer.status_code == 422
    assert why in answer.text
    assert not Thread.objects.exists()


def test_too_large_a_file_says_how_large_it_may_be(world: SimpleNamespace, of_board: Client) -> None:
    answer = give(of_board, content=b"x" * (3 * 1024**2 + 1))
    assert answer.status_code == 422
    assert "3 Mo au plus" in answer.text
    assert "plusieurs fichiers" in answer.text


def test_what_was_left_out_is_said_line_by_line(world: SimpleNamespace, of_board: Client) -> None:
    rows = [question(f"q{rank}", title="x" * 200) for rank in range(25)]
    shown = of_board.get(give(of_board, *rows).url).text
    assert "Ligne 1, title" in shown
    assert "et 5 autres" in shown
    assert "Reprendre ces questions" not in shown


def test_another_board_member_does_not_open_it(world: SimpleNamespace, of_board: Client) -> None:
    where = give(of_board, question()).url
    other = Client()
    other.force_login(make.membership(world.association, Role.BOARD).user)
    assert other.get(where).status_code == 404


def test_a_question_of_tomorrow_is_refused(world: SimpleNamespace, of_board: Client) -> None:
    answer = give(of_board, question(written_at=datetime(2999, 1, 1, tzinfo=UTC).isoformat()))
    assert answer.status_code == 422
