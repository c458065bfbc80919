"""The supervisor, for real: processes that start, die, come back, and all end."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etabli.site.supervisor import answers, why_port_is_refused
from tests.once import leave_behind, tables

PATIENCE_SECONDS = 60.0

# A child that writes its pid and then stays; `stubborn` ignores SIGTERM; `parent` has a child of its own.
CHILD = """
import os, pathlib, signal, subprocess, sys, time
kind, folder = sys.argv[1:]
if kind == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if kind == "parent":
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    pathlib.Path(folder, "grandchild").write_text(str(grandchild.pid))
if kind == "refuses":
    sys.exit(2)
path = pathlib.Path(folder, kind)
path.with_suffix(".new").write_text(str(os.getpid()))
path.with_suffix(".new").rename(path)
time.sleep(600)
"""

SUPERVISOR = """
import sys
from etabli.site import supervisor
supervisor.GRACE_SECONDS = 1.0
supervisor.FIRST_DELAY_SECONDS = 0.05
child, folder, *kinds = sys.argv[1:]
children = [
    supervisor.Child(kind, [sys.executable, "-c", child, kind, folder], delay=0.05) for kind in kinds
]
sys.exit(supervisor.Supervisor(children).run())
"""


def until[Value](ask: Callable[[], Value]) -> Value:
    """Asks again until the answer is true; a test that waits in vain fails here."""
    pause, deadline = threading.Event(), time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        answer = ask()
        if answer:
            return answer
        pause.wait(0.05)
    raise AssertionError("nothing came in time")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that has ended but that nobody has buried yet still has its number.
    return (
        Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
        if os.path.exists("/proc")
        else True
    )


def pid_in(path: Path, *, other_than: int = 0) -> Callable[[], int]:
    def read() -> int:
        pid = int(path.read_text()) if path.exists() else 0
        return pid if pid != other_than else 0

    return read


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def run(*kinds: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-c", SUPERVISOR, CHILD, str(tmp_path), *kinds])
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()


def test_what_dies_is_started_again(start: Start, tmp_path: Path) -> None:
    start("web", "worker")
    first, neighbour = until(pid_in(tmp_path / "web")), until(pid_in(tmp_path / "worker"))
    os.kill(first, signal.SIGKILL)
    second = until(pid_in(tmp_path / "web", other_than=first))
    assert alive(second)
    assert int((tmp_path / "worker").read_text()) == neighbour
    assert alive(neighbour)


def test_one_that_refuses_is_not_started_again_and_all_ends(start: Start) -> None:
    assert start("stubborn", "refuses").wait(PATIENCE_SECONDS) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_everything(number: signal.Signals, start: Start, tmp_path: Path) -> None:
    supervisor = start("web", "parent", "stubborn")
    pids = [until(pid_in(tmp_path / name)) for name in ("web", "parent", "stubborn", "grandchild")]
    supervisor.send_signal(number)
    assert supervisor.wait(PATIENCE_SECONDS) == 0
    until(lambda: not any(alive(pid) for pid in pids))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel for the parent's death")
def test_a_supervisor_that_is_killed_leaves_no_orphan(start: Start, tmp_path: Path) -> None:
    supervisor = start("web")
    pid = until(pid_in(tmp_path / "web"))
    supervisor.kill()
    until(lambda: not alive(pid))


def test_a_busy_port_is_known() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert why_port_is_refused("127.0.0.1", port)
        assert answers("127.0.0.1", port)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_run_for_real(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`etabli run`: what its database lacks is made, the web answers, the worker gives its sign of life, a second start
    says the port is taken, and SIGTERM ends it all."""
    port, data = free_port(), tmp_path / "data"
    leave_behind(tables(tmp_path_factory, data))
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    command = [sys.executable, "-P", "-m", "etabli", "run", "--port", str(port)]
    env = {**kept, "ETABLI_DATA": str(data), "LC_ALL": "en_US.UTF-8"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            until(lambda: answers("127.0.0.1", port))
            second = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
            assert second.returncode == 2
            assert second.stderr.startswith(f"etabli: port {port} is not free")
            assert len(second.stderr.splitlines()) == 1
            check = [sys.executable, "-P", "-m", "etabli", "check"]
            until(lambda: subprocess.run(check, env=env, capture_output=True, check=False).returncode == 0)
        finally:
            process.terminate()
        output, errors = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0, errors.decode()
        assert f"http://127.0.0.1:{port}" in output.decode()
        until(lambda: not answers("127.0.0.1", port))
