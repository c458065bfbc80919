"""The questions of a former forum: looked at, taken in by one act, taken back as one."""

import io
import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from etabli.community.forum import actions, queries
from etabli.community.forum.engine.former_forum import BadFile
from etabli.community.forum.former_forum import preview_forum, questions_in, sentence_of
from etabli.community.forum.models import Post, State, Thread
from etabli.community.moderation.actions import report
from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.index import kinds_out_of_step
from etabli.foundation.search.queries import find
from tests.community.conftest import AT, as_member
from tests.community.forum.conftest import answered, asked

ASKED_AT = datetime(2019, 3, 1, 14, 5, tzinfo=UTC)


def answer(number: str = "a1", **changes: Any) -> dict[str, Any]:
    written_at = (ASKED_AT + timedelta(hours=1)).isoformat()
    author = {"name": "Ancien Inconnu", "email": "nobody@example.org"}
    return {
        "id": number,
        "text": "Par le **registre**.",
        "written_at": written_at,
        "author": author,
        **changes,
    }


def question(number: str | int = "q1", **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "title": "Comment transférer un nom de domaine ?",
        "text": "Mon ancien hébergeur ne répond plus.",
        "written_at": ASKED_AT.isoformat(),
        "author": {"name": "Une Inconnue"},
        "answers": [answer()],
        **changes,
    }


def lines(*rows: Any) -> io.BytesIO:
    return io.BytesIO("\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode())


def take_in(world: SimpleNamespace, *rows: Any, by: Viewer | None = None) -> int:
    return actions.import_forum(
        organisation=world.association,
        questions=questions_in(lines(*rows), AT),
        by=by or board(world),
        at=AT,
    )


def board(world: SimpleNamespace) -> Viewer:
    viewer: Viewer = world.board
    return viewer


def of_member(member: Any, name: str = "Un autre nom") -> dict[str, str]:
    return {"name": name, "email": member.user.email.upper()}


def test_members_are_known_by_their_e_mail_alone(world: SimpleNamespace) -> None:
    same_name = {"name": world.member.display_name, "email": "somebody@example.org"}
    answers = [answer("a1", author=of_member(world.other_member)), answer("a2", author=same_name)]
    assert take_in(world, question(author=of_member(world.member), answers=answers)) == 1
    thread = Thread.objects.get()
    assert (thread.author, thread.former_name, thread.former_number) == (world.member, "", "q1")
    known, unknown = Post.objects.order_by("pk")
    assert (known.author, known.former_name) == (world.other_member, "")
    assert (unknown.author, unknown.former_name) == (None, world.member.display_name)
    assert thread.published_at == ASKED_AT
    assert not Notice.objects.exists(), "nobody is told of what is years old"


def test_an_unknown_author_stands_there_by_the_name_given_without_a_profile(world: SimpleNamespace) -> None:
    take_in(world, question(answers=[answer(text="<script>alert(1)</script> **gras**")]))
    thread = Thread.objects.get()
    page = queries.thread_page(as_member(world.member), thread)
    writers = [page.question.writer, page.answers[0].writer]
    assert [writer.name for writer in writers] == ["Une Inconnue", "Ancien Inconnu"]
    assert all((writer.profile, writer.trade) == (None, "") for writer in writers)
    assert all("ancien forum" in writer.roles[0] for writer in writers)


def test_its_page_is_read_answered_thanked_reported_and_found(world: SimpleNamespace) -> None:
    take_in(world, question())
    thread, viewer = Thread.objects.get(), as_member(world.member)
    post = Post.objects.get()
    actions.thank(post=post, by=viewer, at=AT)
    answered(thread, world.member, "Et par écrit.", at=AT)
    report(subject=post, reason="advertising", text="", by=viewer, at=AT)
    actions.hide(subject=post, reason="Publicité.", by=world.moderator, at=AT)
    assert not Post.objects.get(pk=post.pk).is_out
    assert [hit.url for hit in find(viewer, "transférer domaine")] == [
        reverse("forum:thread", args=[thread.pk])
    ]


def test_what_is_accepted_closed_quoted_and_of_a_trade_stays_so(world: SimpleNamespace) -> None:
    answers = [answer("a1"), answer("a2", quotes="a1", accepted=True)]
    take_in(
        world,
        question(7, answers=answers, closed="Résolu.", trade="Rédacteur"),
        question(8, trade="Alchimiste", answers=[], text=""),
    )
    first, second = Thread.objects.order_by("pk")
    quoted, accepted = Post.objects.order_by("pk")
    assert (first.accepted, accepted.quoted) == (accepted, quoted)
    assert (first.state, first.answers_count) == (State.ACCEPTED, 2)
    assert (first.closed_reason, first.takes_answers) == ("Résolu.", False)
    assert first.active_at == accepted.published_at
    assert (second.trade, second.state, second.active_at) == ("", State.UNANSWERED, ASKED_AT)


def test_twice_writes_nothing_twice(world: SimpleNamespace) -> None:
    take_in(world, question("q1"))
    assert take_in(world, question("q1"), question("q2")) == 1
    assert (Thread.objects.count(), Post.objects.count()) == (2, 2)
    with pytest.raises(actions.NotFit):
        take_in(world, question("q1"), question("q2"))


def test_taken_back_as_one_and_back_again(world: SimpleNamespace) -> None:
    take_in(world, question("q1"), question("q2"))
    mine = asked(world)
    post = Post.objects.earliest("pk")
    actions.hide(subject=post, reason="Publicité.", by=world.moderator, at=AT)
    undo(entry=Entry.objects.get(verb="forum.import"), by=board(world), at=AT + timedelta(days=1))
    assert list(Thread.objects.filter(withdrawn_at=None)) == [mine]
    assert not Post.objects.filter(withdrawn_at=None).exists()
    assert not find(as_member(world.member), "transférer domaine")
    assert "thread" not in kinds_out_of_step()
    undo(entry=Entry.objects.latest("pk"), by=board(world), at=AT + timedelta(days=2))
    assert not Thread.objects.exclude(withdrawn_at=None).exists()
    assert Post.objects.get(pk=post.pk).hidden_at is not None, "what was taken off stays off"
    assert "thread" not in kinds_out_of_step()


def test_what_members_answered_since_holds_it(world: SimpleNamespace) -> None:
    take_in(world, question())
    answered(Thread.objects.get(), world.member, at=AT)
    with pytest.raises(CannotUndo, match="restent"):
        undo(entry=Entry.objects.get(verb="forum.import"), by=board(world), at=AT)


def test_what_moderators_arranged_since_holds_it(world: SimpleNamespace) -> None:
    take_in(world, question())
    into, thread = asked(world), Thread.objects.exclude(former_number="").get()
    actions.merge_thread(thread=thread, into=into, reason="La même.", by=world.moderator, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="forum.import"), by=board(world), at=AT)


def test_answers_of_nobody_are_split_and_keep_the_name(world: SimpleNamespace) -> None:
    take_in(world, question())
    actions.split_thread(
        thread=Thread.objects.get(),
        posts=[Post.objects.get().pk],
        title="Qui tient le registre ?",
        reason="Autre sujet.",
        by=world.moderator,
        at=AT,
    )
    assert Thread.objects.latest("pk").shown_name == "Ancien Inconnu"


def test_only_the_board_takes_a_forum_in(world: SimpleNamespace) -> None:
    from etabli.foundation.journal import NotAllowed

    for by in (as_member(world.member), world.moderator, world.adviser):
        with pytest.raises(NotAllowed):
            take_in(world, question(), by=by)


def test_looked_at_before(world: SimpleNamespace) -> None:
    take_in(world, question("q0"))
    rows = [
        question("q0"),
        question("q1", author=of_member(world.member), trade="Alchimiste"),
        question("q2", title="x" * 141),
        question("q3", answers=[answer("a1", text=" "), answer("a2", text="x" * 8001), answer("a3")]),
    ]
    preview = preview_forum(world.association, lines(*rows), AT)
    assert (preview.questions, preview.answers, preview.already_there) == (2, 2, 1)
    assert preview.known == {world.member.display_name: 1}
    assert preview.unknown == {"Une Inconnue": 1, "Ancien Inconnu": 2}
    assert preview.other_trades == {"Alchimiste": 1}
    left_out = [(row.line, row.field, row.code) for row in preview.left_out]
    assert left_out == [
        (3, "title", "too_long"),
        (4, "answers[0].text", "empty"),
        (4, "answers[1].text", "too_long"),
    ]
    assert take_in(world, *rows) == preview.questions
    assert Post.objects.count() == 1 + preview.answers


BAD: dict[str, tuple[Any, str, str]] = {
    "no JSON": (b"{", "", "not_json"),
    "no UTF-8": (b'{"id": "\xff"}', "", "not_json"),
    "nested without end": (b"[" * 100_000, "", "not_json"),
    "a list": ([], "", "not_object"),
    "no number": (question(None), "id", "missing"),
    "a true number": (question(True), "id", "not_text"),
    "an empty number": (question(" "), "id", "empty"),
    "a long number": (question("1" * 65), "id", "too_long"),
    "an unknown field": (question(titel="x"), "titel", "unknown"),
    "no author": (question(author=None), "author", "missing"),
    "an author in words": (question(author="Ana"), "author", "not_object"),
    "no name": (question(author={"email": "a@example.org"}), "author.name", "missing"),
    "a day alone": (question(written_at="hier"), "written_at", "not_instant"),
    "no zone": (question(written_at="2019-03-01T14:05:00"), "written_at", "no_zone"),
    "to come": (question(written_at="2027-03-01T14:05:00Z"), "written_at", "to_come"),
    "before all days": (question(written_at="0001-01-01T00:00:00+14:00"), "written_at", "not_instant"),
    "a null sign": (question(text="a\0b"), "text", "bad_signs"),
    "half a sign": (b'{"id": "1", "title": "\\ud800"}', "title", "bad_signs"),
    "answers in words": (question(answers="none"), "answers", "not_list"),
    "a bad answer": (
        question(answers=[answer(), answer("a2", written_at=3)]),
        "answers[1].written_at",
        "not_text",
    ),
    "the same answer": (question(answers=[answer(), answer()]), "answers[1].id", "twice"),
    "quoted, not there": (question(answers=[answer(quotes="z")]), "answers[0].quotes", "no_such_answer"),
    "accepted by word": (question(answers=[answer(accepted="yes")]), "answers[0].accepted", "not_bool"),
    "two accepted": (
        question(answers=[answer("1", accepted=True), answer("2", accepted=True)]),
        "answers[1].accepted",
        "two_accepted",
    ),
    "the same question": (question("q0"), "id", "twice"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_line_and_field_and_writes_nothing(
    world: SimpleNamespace, name: str
) -> None:
    given, field, code = BAD[name]
    raw = given if isinstance(given, bytes) else json.dumps(given).encode()
    content = b"\xef\xbb\xbf" + json.dumps(question("q0")).encode() + b"\r\n\r\n" + raw + b"\n"
    with pytest.raises(BadFile) as caught:
        actions.import_forum(
            organisation=world.association,
            questions=questions_in(io.BytesIO(content), AT),
            by=board(world),
            at=AT,
        )
    assert (caught.value.line, caught.value.field, caught.value.code) == (3, field, code)
    assert "ligne 3" in sentence_of(caught.value)
    assert not Thread.objects.exists()
    assert not Entry.objects.filter(verb="forum.import").exists()


def test_from_the_terminal_it_is_shown_then_written(
    world: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "forum.jsonl"
    file.write_bytes(lines(question(author=of_member(world.member))).getvalue())
    call_command("forum", "import", str(file), "--association", world.association.name)
    assert world.member.display_name in capsys.readouterr().out
    assert not Thread.objects.exists()
    call_command("forum", "import", str(file), "--write", "--json", "--association", world.association.name)
    assert json.loads(capsys.readouterr().out)["questions"] == 1
    assert Thread.objects.count() == 1
    file.write_text("{}")
    with pytest.raises(CommandError, match="id"):
        call_command("forum", "import", str(file), "--association", world.association.name)
    with pytest.raises(CommandError):
        call_command("forum", "import", str(tmp_path / "none"), "--association", world.association.name)
    with pytest.raises(CommandError):
        call_command("forum", "import", str(file), "--association", "Nulle part")


def test_the_page_of_an_unknown_author_is_shown_to_a_member(world: SimpleNamespace, client: Client) -> None:
    take_in(world, question())
    client.force_login(world.member.user)
    page = client.get(reverse("forum:thread", args=[Thread.objects.get().pk]))
    assert page.status_code == 200
    assert "Une Inconnue" in page.text
    assert "sur l’ancien forum" in page.text


def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    """Ten thousand questions with an answer each, read one after the other."""

    def peak(number: int) -> int:
        file = tmp_path / f"{number}.jsonl"
        with file.open("w") as out:
            for rank in range(number):
                out.write(json.dumps(question(rank, text="x" * 1000)) + "\n")
        with file.open("rb") as stream:
            tracemalloc.start()
            for _each in questions_in(stream, AT):
                pass
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return most

    assert peak(10_000) - peak(100) < 3_000_000
