"""What the reading child may no longer do, each tried in a real process; and nothing that it started outlives it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from etabli.foundation import confined as parent

KERNEL = "pass"
PYTHON = "confinement._filter = lambda: False"  # as on a system without seccomp
both = pytest.mark.parametrize("means", [KERNEL, PYTHON], ids=["kernel", "python"])
kernel_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds other processes too")


def confined(done: str, *arguments: object, means: str = KERNEL) -> list[str]:
    """What a process prints when it does this after `confine`; "refused" for each thing tried that is."""
    before = f"""
import ctypes, os, resource, signal, socket, subprocess, sys
from etabli.foundation import confinement
{means}
def tried(what, *given):
    try:
        what(*given)
        print("done")
    except PermissionError:
        print("refused")
confinement.confine(7, 512)
"""
    run = subprocess.run(
        [sys.executable, "-c", before + textwrap.dedent(done), *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


CONNECT = "tried(lambda: socket.create_connection(('127.0.0.1', int(sys.argv[1])), timeout=5))"


@both
def test_the_network_is_out_of_reach(means: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            server.accept()[0].close()  # whoever isn't confined is let in
        assert confined(CONNECT, port, means=means) == ["refused"]
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


@both
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX"])
def test_no_socket_of_any_family_is_opened(family: str, means: str) -> None:
    assert confined(f"tried(socket.socket, socket.{family}, socket.SOCK_DGRAM)", means=means) == ["refused"]


@kernel_only
def test_a_process_started_by_the_child_has_no_network_either() -> None:
    inner = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), timeout=5)"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        started = (
            "subprocess.run([sys.executable, '-c', sys.argv[2], sys.argv[1]], capture_output=True).stderr"
        )
        last = confined(f"print({started}.decode().splitlines()[-1])", port, inner)
    assert last[0] == "PermissionError:"


@kernel_only
def test_the_kernel_is_not_got_round() -> None:
    """By io_uring, which opens sockets without a call of that name, nor by the numbers of another ABI."""
    tried = confined("""
        call = ctypes.CDLL(None, use_errno=True).syscall
        for number in (425, 0x40000029 if os.uname().machine == "x86_64" else 425):
            print(call(number, 1, 0, 0, 0, 0, 0), ctypes.get_errno())
        """)
    assert tried == ["-1", "13", "-1", "13"]


@both
def test_no_file_is_opened_for_writing(means: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("kept")
    done = """
        for mode in ("w", "a", "r+", "x"):
            tried(open, sys.argv[1], mode)
        tried(open, sys.argv[1] + "-new", "w")
        print(open(sys.argv[1]).read())
        """
    assert confined(done, kept, means=means) == ["refused"] * 5 + ["kept"]
    assert kept.read_text() == "kept"
    assert list(tmp_path.iterdir()) == [kept]


@kernel_only
def test_no_file_is_changed_moved_or_removed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("kept")
    mode = kept.stat().st_mode
    done = """
        file, new = sys.argv[1], sys.argv[1] + "-new"
        for what, *given in (
            (os.remove, file), (os.rename, file, new), (os.chmod, file, 0), (os.truncate, file, 0), (os.utime, file),
            (os.mkdir, new), (os.rmdir, os.path.dirname(file)), (os.symlink, file, new), (os.link, file, new),
        ):
            tried(what, *given)
        """
    assert confined(done, kept) == ["refused"] * 9
    assert (kept.read_text(), kept.stat().st_mode) == ("kept", mode)
    assert list(tmp_path.iterdir()) == [kept]


@both
def test_other_programs_are_still_run_by_pipes(means: str) -> None:
    done = """
        echo = [sys.executable, "-c", "import sys; sys.stdout.write(sys.stdin.read().upper())"]
        print(subprocess.run(echo, input="a" * 300_000, capture_output=True, text=True).stdout.count("A"))
        """
    assert confined(done, means=means) == ["300000"]


@both
def test_processor_and_memory_are_limited(means: str) -> None:
    done = "print(*(resource.getrlimit(n)[0] for n in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)))"
    assert confined(done, means=means) == ["7", str(512 << 20), "0"]


def test_a_stricter_limit_stays() -> None:
    stricter = "resource.setrlimit(resource.RLIMIT_CPU, (3, 3))"
    assert confined("print(resource.getrlimit(resource.RLIMIT_CPU))", means=stricter) == ["(3,", "3)"]


# -- What the child started ends with it ---------------------------------------------------------------------------

STARTS = """
import os, subprocess, sys
with open({pipe!r}, "wb") as pipe:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(9); print('outlived')"], stdout=pipe)
{then}
"""


@pytest.mark.parametrize(
    "then",
    [
        "os.abort()",
        "sys.exit()",
        "import time; time.sleep(9)",
        "while True: sys.stdout.write('x' * 100_000)",
    ],
    ids=["falls", "ends", "waits", "floods"],
)
def test_nothing_outlives_the_reading(then: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    other_end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    monkeypatch.setattr(parent, "_CHILD", STARTS.format(pipe=str(pipe), then=then))
    answer, _ended_well = parent.ask("any:thing", b"", seconds=1, memory_mb=512, patience=3, most=1_000_000)
    assert set(answer) <= set(b"x")
    os.set_blocking(other_end, True)
    with os.fdopen(other_end, "rb") as said:
        assert said.read() == b""  # the pipe's end: whoever held the other side is gone, and said nothing
