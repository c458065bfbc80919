"""`etabli bench nothing-lost`: that its counts see what is lost, doubled or sold twice, and what its visitors note."""

import smtplib
import threading
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

import bench
from bench import nothing_lost
from bench.nothing_lost import visitors
from bench.nothing_lost.judging import Verdict, judged
from bench.nothing_lost.post import sink
from bench.nothing_lost.records import Records
from bench.nothing_lost.visitors import GIVE_BACK, SIGN_UP, Crowd
from bench.report import Part


def sign_up(number: int, status: str = "seated", session: int = 1) -> dict[str, Any]:
    return {"to": visitors.contact(number), "session": session, "status": status}


def told(number: int, what: str = SIGN_UP, session: int = 1) -> dict[str, Any]:
    return {"what": what, "to": visitors.contact(number), "session": session}


def message(number: int, status: str = "sent") -> dict[str, Any]:
    return {"id": f"<{number}>", "to": visitors.contact(number), "status": status}


def account() -> dict[str, Any]:
    """Two places: visitors 1 and 2 have them, 3 waits, 4 gave theirs back; each had one mail."""
    return {
        "acknowledged": [told(1), told(2), told(3), told(4), told(4, GIVE_BACK)],
        "tried": [told(4)],
        "taken": [message(number) for number in (1, 2, 3, 4)],
        "state": {
            "sign_ups": [sign_up(1), sign_up(2), sign_up(3, "waiting"), sign_up(4, "withdrawn")],
            "occasions": [{"session": 1, "capacity": 2, "taken": 2}],
            "messages": [message(number) for number in (1, 2, 3, 4)],
        },
    }


def faulty(verdict: Verdict) -> dict[str, int]:
    counts = {name: getattr(verdict, name) for name in Verdict.__dataclass_fields__}
    return {name: count for name, count in counts.items() if count and name not in {"acknowledged", "mails"}}


def test_what_is_all_there() -> None:
    verdict = judged(**account())
    assert (verdict.acknowledged, verdict.mails, faulty(verdict), verdict.is_sound) == (5, 4, {}, True)


def _without(given: dict[str, Any]) -> None:
    given["state"]["sign_ups"].pop(2)


def _withdrawn_by_nobody(given: dict[str, Any]) -> None:
    given["state"]["sign_ups"][2]["status"] = "withdrawn"


def _taken_again(given: dict[str, Any]) -> None:
    given["state"]["sign_ups"][3]["status"] = "waiting"


def _twice(given: dict[str, Any]) -> None:
    given["state"]["sign_ups"].append(sign_up(3, "waiting"))


def _one_too_many(given: dict[str, Any]) -> None:
    given["state"]["sign_ups"][2]["status"] = "offered"
    given["state"]["occasions"][0]["taken"] = 3


def _counted_wrongly(given: dict[str, Any]) -> None:
    given["state"]["occasions"][0]["taken"] = 1


def _mail_twice(given: dict[str, Any]) -> None:
    given["taken"].append(message(2))


def _mail_not_taken(given: dict[str, Any]) -> None:
    given["taken"].pop()


def _mail_not_queued(given: dict[str, Any]) -> None:
    given["taken"].pop(0)
    given["state"]["messages"].pop(0)


def _mail_still_waits(given: dict[str, Any]) -> None:
    given["taken"].pop(0)
    given["state"]["messages"][0]["status"] = "queued"


@pytest.mark.parametrize(
    ("spoil", "seen"),
    [
        (_without, {"lost": 1}),
        (_withdrawn_by_nobody, {"lost": 1}),
        (_taken_again, {"lost": 1}),
        (_twice, {"doubled": 1}),
        (_one_too_many, {"oversold": 1}),
        (_counted_wrongly, {"oversold": 1}),
        (_mail_twice, {"mails_doubled": 1}),
        (_mail_not_taken, {"mails_lost": 1}),
        (_mail_not_queued, {"mails_lost": 1}),
        (_mail_still_waits, {"mails_lost": 1}),
    ],
)
def test_each_fault_is_counted(spoil: Any, seen: dict[str, int]) -> None:
    given = account()
    spoil(given)
    verdict = judged(**given)
    assert (faulty(verdict), verdict.is_sound) == (seen, False)


def test_what_was_not_acknowledged_may_be_there_or_not() -> None:
    given = account()
    given["state"]["sign_ups"].append(sign_up(5, "waiting"))  # the answer was lost on the way
    given["tried"].append(told(1))
    given["state"]["sign_ups"][0]["status"] = "withdrawn"  # given back, and nobody was told
    given["state"]["occasions"][0]["taken"] = 1
    assert judged(**given).is_sound


def test_a_mail_that_perhaps_left_is_counted_apart() -> None:
    given = account()
    given["state"]["messages"][0]["status"] = given["state"]["messages"][1]["status"] = "unsure"
    given["taken"].pop(0)
    verdict = judged(**given)
    assert (faulty(verdict), verdict.is_sound) == ({"mails_unsure": 1}, True)


class Desk(BaseHTTPRequestHandler):
    """The pages of a sign-up, whose first answers fail as those of a site that is being killed."""

    fails: list[int | None]
    asked: Counter[str]

    def do_GET(self) -> None:
        self._answer(200, f'<form><input name="csrfmiddlewaretoken" value="a-token"></form>{self.path}')

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert sent["csrfmiddlewaretoken"] == ["a-token"]
        self.asked[self.path] += 1
        status = self.fails.pop(0) if self.fails else 302
        if status is None:
            self.close_connection = True
        else:
            self._answer(status, location="/inscriptions/1/")

    def _answer(self, status: int, text: str = "", location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        if location and status == 302:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Desk.fails, Desk.asked = [None, 503, 500], Counter()
    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_a_visitor_sends_again_what_was_not_acknowledged(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitors, "PAUSE_SECONDS", 0.0)
    with Records(tmp_path / "acknowledged") as acknowledged, Records(tmp_path / "tried") as tried:
        crowd = Crowd(port, [7], acknowledged, tried)
        with visitors.coming(crowd, 1, leave_within=60.0):
            assert acknowledged.wait_for(2, 60.0)
        assert [row["what"] for row in acknowledged.rows[:2]] == [SIGN_UP, GIVE_BACK]
        assert len((tmp_path / "acknowledged").read_text().splitlines()) == len(acknowledged.rows)
        assert [row["to"] for row in tried.rows[:1]] == [visitors.contact(0)]
    assert Desk.asked["/ateliers/7/"] >= 4
    assert (dict(crowd.answers), crowd.errors) == (
        {"no answer": 1, "503": 1, "500": 1},
        ["500 POST /ateliers/7/"],
    )


def test_the_mail_server_counts_each_mail_that_it_takes(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Message-ID"], mail["From"], mail["To"] = "<a@etabli>", "a@example.org", "zoe@example.org"
    with sink(tmp_path / "mails") as post:
        for _turn in range(2):
            with smtplib.SMTP("127.0.0.1", post.port) as link:
                link.send_message(mail)
        assert post.records.rows == [{"id": "<a@etabli>", "to": "zoe@example.org"}] * 2


@pytest.mark.parametrize("failed", [True, False])
def test_losses_are_the_exit_code(failed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nothing_lost, "run", lambda _options: iter([Part("nothing-lost", {}, (), failed)]))
    assert bench.main(["nothing-lost", "--json"]) == int(failed)


def test_a_line_that_can_not_be_tried_says_why_and_is_no_failure() -> None:
    left_out = nothing_lost.Trial("sqlite", "power cut", left_out="only root mounts an image")
    assert left_out.is_sound
    assert left_out.data() == {
        "database": "sqlite", "line": "power cut", "left_out": True, "why": "only root mounts an image",
    }  # fmt: skip
    assert not nothing_lost.Trial("sqlite", "power cut", failed="no page within 90 s").is_sound
