"""The reading service, its connections given as systemd gives them: the same answers; nothing outlives its asker."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from etabli.foundation import reader
from etabli.foundation.confined import call_confined, readable_paths

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the service is systemd's")

EXAMINING = "etabli.foundation.files.engine.examining:serve"


@dataclass
class Service:
    path: str
    served: list[subprocess.Popen[bytes]] = field(default_factory=list)
    began: threading.Event = field(default_factory=threading.Event)

    def run(self, server: socket.socket) -> None:
        while True:
            try:
                link, _address = server.accept()
            except OSError:
                return
            with link:
                argv = [sys.executable, "-P", "-m", "etabli.foundation.reader"]
                self.served.append(subprocess.Popen(argv, stdin=link.fileno(), stdout=link.fileno()))
            self.began.set()


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    started = Service(str(tmp_path / "reader.sock"))
    server = socket.socket(socket.AF_UNIX)
    server.bind(started.path)
    server.listen()
    accepting = threading.Thread(target=started.run, args=(server,))
    accepting.start()
    monkeypatch.setenv("ETABLI_READER", started.path)
    yield started
    server.shutdown(socket.SHUT_RDWR)
    accepting.join()
    server.close()
    for process in started.served:
        process.wait(timeout=30)


def asked(function: str, sent: bytes, *, most: int = 5_000_000) -> tuple[bytes, bool]:
    return call_confined(function, sent, seconds=10, memory_mb=768, patience=60, most=most)


def photo() -> bytes:
    kept = io.BytesIO()
    Image.effect_noise((900, 700), 80).save(kept, "PNG")
    return kept.getvalue()


def test_it_answers_what_a_child_of_ours_does(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = photo()
    by_service = asked(EXAMINING, sent)
    assert [process.wait(timeout=30) for process in service.served] == [0]
    monkeypatch.delenv("ETABLI_READER")
    assert by_service == asked(EXAMINING, sent)
    assert by_service[0].startswith(b"kept image/png ")
    assert by_service[1]


def test_a_child_that_falls_did_not_end_well(service: Service) -> None:
    assert asked("etabli.procurement.quotes.engine.serving:serve", b"no order\n" * 100_000) == (b"", False)
    assert len(service.served) == 1


def test_what_says_too_much_is_ended(service: Service) -> None:
    answer, ended_well = asked(EXAMINING, photo(), most=1000)
    assert (len(answer), ended_well) == (1000, False)
    assert [process.wait(timeout=30) for process in service.served] == [0]


def test_only_our_functions_are_called(service: Service) -> None:
    assert asked("os:system", b"") == (b"", False)
    assert [process.wait(timeout=30) for process in service.served] == [2]


def test_who_hangs_up_ends_the_reading(service: Service) -> None:
    held = {"seconds": 10, "memory_mb": 512, "reads": readable_paths(), "starts": []}
    order = json.dumps({"function": EXAMINING, "held": held}).encode()
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(service.path)
        link.sendall(len(order).to_bytes(4) + order + b"%PDF-1.7")  # and more would come
    assert service.began.wait(timeout=30)
    assert service.served[0].wait(timeout=30) == 0


def test_without_an_answer_a_child_of_ours_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ETABLI_READER", str(tmp_path / "nobody.sock"))
    assert not reader.answers(str(tmp_path / "nobody.sock"))
    assert asked(EXAMINING, photo())[1]


def test_to_look_whether_it_answers_starts_nothing(service: Service) -> None:
    assert reader.answers(service.path)
