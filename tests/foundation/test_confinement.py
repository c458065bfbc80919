"""What the reading child may no longer do, each tried in a real process; and nothing that it started outlives it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from etabli.foundation import landlock, reading_child, seccomp
from etabli.foundation.confined import call_confined, readable_paths
from etabli.foundation.seccomp import ABSENT_CALLS, ALLOWED_CALLS, FILTERED_CALLS, PROCESS_CALLS

KERNEL = "pass"
# A system without them.
PYTHON = "confinement.seccomp.restrict = confinement.landlock.restrict = lambda *_a, **_k: False"
both = pytest.mark.parametrize("means", [KERNEL, PYTHON], ids=["kernel", "python"])
kernel_only = pytest.mark.skipif(
    not seccomp.is_supported(), reason="only Linux on x86-64 and ARM64 holds libraries in C"
)
with_landlock = pytest.mark.skipif(
    not landlock.version(), reason="this kernel has no Landlock, or it is switched off"
)
NOBODY = 65534


def confined(done: str, *arguments: object, means: str = KERNEL, **held: object) -> list[str]:
    """What a process prints when it does this after `confine`; "refused" for each thing tried that is."""
    before = f"""
import ctypes, errno, json, os, resource, signal, socket, subprocess, sys, threading
from etabli.foundation import confinement
{means}
def tried(what, *given):
    try:
        what(*given)
        print("done")
    except PermissionError:
        print("refused")
confinement.confine(**json.loads(sys.argv.pop(1)))
"""
    limits = {"seconds": 7, "memory_mb": 512, "reads": readable_paths(), **held}
    run = subprocess.run(
        [sys.executable, "-c", before + textwrap.dedent(done), json.dumps(limits), *map(str, arguments)],
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
    assert confined(done, kept, means=means, reads=[*readable_paths(), str(tmp_path)]) == ["refused"] * 5 + [
        "kept"
    ]
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
    assert confined(done, kept, reads=[*readable_paths(), str(tmp_path)]) == ["refused"] * 9
    assert (kept.read_text(), kept.stat().st_mode) == ("kept", mode)
    assert list(tmp_path.iterdir()) == [kept]


@both
def test_processor_and_memory_are_limited(means: str) -> None:
    done = "print(*(resource.getrlimit(n)[0] for n in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)))"
    assert confined(done, means=means) == ["7", str(512 << 20), "0"]


def test_a_stricter_limit_stays() -> None:
    stricter = "resource.setrlimit(resource.RLIMIT_CPU, (3, 3))"
    assert confined("print(resource.getrlimit(resource.RLIMIT_CPU))", means=stricter) == ["(3,", "3)"]


# -- What it reads -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "means", [pytest.param(KERNEL, marks=with_landlock), PYTHON], ids=["kernel", "python"]
)
def test_what_is_not_of_the_interpreter_is_not_read(means: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret_key"
    secret.write_text("secret")
    (tmp_path / "link").symlink_to(secret)
    done = """
        for path in (*sys.argv[1:], "/etc/passwd", "/proc/1/status", "/proc/self/environ", "/proc/self/mem", "/bin/sh"):
            tried(open, path, "rb")
        import colorsys  # the standard library,
        import etabli.foundation.documents.tables  # our code,
        import PIL.Image, python_calamine  # and packages are
        """
    assert confined(done, secret, tmp_path / "link", means=means) == ["refused"] * 7


@with_landlock
def test_no_folder_of_others_is_listed(tmp_path: Path) -> None:
    assert (
        confined("for path in sys.argv[1:]: tried(os.listdir, path)", tmp_path, "/", "/proc", "/etc")
        == ["refused"] * 4
    )


def test_what_is_kept_back_is_not_read_even_beneath_a_folder_that_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("packages/etabli/data/secret_key", "packages/etabli/code.py", "packages/other/code.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    packages = tmp_path / "packages"
    monkeypatch.setenv("ETABLI_DATA", str(packages / "etabli" / "data"))
    allowed = {Path(path) for path in readable_paths([str(packages)]) if Path(path).is_relative_to(tmp_path)}
    assert allowed == {packages / "etabli" / "code.py", packages / "other"}
    monkeypatch.setenv("ETABLI_DATA", str(tmp_path))  # the code beneath the data: it is needed all the same
    assert str(packages) in readable_paths([str(packages)])


def test_no_folder_that_is_read_holds_the_data(settings: Any) -> None:
    data = Path(settings.DATA)
    assert not [path for path in readable_paths() if data.is_relative_to(Path(path).resolve())]
    assert not [path for path in readable_paths() if Path(path).resolve().is_relative_to("/proc")]


# -- The other processes -----------------------------------------------------------------------------------------------


@kernel_only
def test_no_signal_reaches_another_process_and_abort_still_ends_this_one() -> None:
    done = """
        libc = ctypes.CDLL(None, use_errno=True)
        for process in (os.getppid(), 1, os.getpid()):
            tried(os.kill, process, 0)
        for number in (62, 200, 434) if os.uname().machine == "x86_64" else (129, 130, 434):
            print(libc.syscall(number, os.getppid(), 0), ctypes.get_errno())
        signal.signal(signal.SIGABRT, lambda *_: print("heard"))
        signal.raise_signal(signal.SIGABRT)
        """
    assert confined(done) == ["refused"] * 3 + ["-1", "13"] * 3 + ["heard"]


@kernel_only
@pytest.mark.parametrize(
    ("call", "on_x86", "on_arm"),
    [
        ("prlimit64", 302, 261), ("setpriority", 141, 140), ("sched_setaffinity", 203, 122), ("ptrace", 101, 117),
        ("process_vm_readv", 310, 270), ("process_madvise", 440, 440), ("kcmp", 312, 272), ("shmget", 29, 194),
        ("mq_open", 240, 180), ("memfd_create", 319, 279), ("execveat", 322, 281), ("unshare", 272, 97),
        ("setns", 308, 268), ("mount", 165, 40), ("bpf", 321, 280), ("perf_event_open", 298, 241),
        ("userfaultfd", 323, 282), ("keyctl", 250, 219), ("add_key", 248, 217), ("inotify_init1", 294, 26),
        ("open_by_handle_at", 304, 265), ("landlock_create_ruleset", 444, 444), ("capset", 126, 91),
    ],
)  # fmt: skip
def test_what_no_reader_asks_for_is_refused(call: str, on_x86: int, on_arm: int) -> None:
    number = on_x86 if os.uname().machine == "x86_64" else on_arm
    done = """
        call = ctypes.CDLL(None, use_errno=True).syscall
        print(call(int(sys.argv[1]), os.getppid(), 0, 0, 0, 0, 0), ctypes.get_errno())
        """
    assert confined(done, number) == ["-1", "13"], call


@kernel_only
def test_what_is_younger_than_the_list_is_said_not_to_exist() -> None:
    done = """
        for number in (435, 437, 452, 600):
            print(ctypes.CDLL(None, use_errno=True).syscall(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno())
        """
    assert confined(done) == ["-1", "38"] * 4


@kernel_only
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has capabilities to lose")
def test_root_keeps_no_right_but_to_open_libraries() -> None:
    held = confined("print(os.getpid())", means="os.write(1, open('/proc/self/status', 'rb').read())")
    assert "CapEff:" in held  # as it was before
    after = "print(next(line for line in open('/proc/self/status') if line.startswith('CapEff')))"
    assert confined(after, reads=["/"])[-1] in ("0000000000000004", "0000000000000000")


@kernel_only
def test_threads_still_start() -> None:
    done = """
        started = threading.Thread(target=print, args=("thread",))
        started.start()
        started.join()
        """
    assert confined(done) == ["thread"]


# -- Other programs ----------------------------------------------------------------------------------------------------


@kernel_only
def test_no_process_is_started() -> None:
    done = """
        tried(os.fork)
        tried(os.execv, "/bin/sh", ["sh"])
        tried(subprocess.run, ["/bin/sh", "-c", "echo started"])
        tried(os.posix_spawn, "/bin/sh", ["sh"], {})
        """
    assert confined(done) == ["refused"] * 4


def test_without_the_kernel_python_starts_none_either() -> None:
    done = "tried(subprocess.run, ['/bin/sh', '-c', 'echo started']); tried(os.system, 'echo started'); tried(os.fork)"
    assert confined(done, means=PYTHON) == ["refused"] * 3


@both
def test_the_program_that_is_allowed_is_run_by_pipes(means: str) -> None:
    cat = os.path.realpath(str(shutil.which("cat")))
    done = (
        "print(subprocess.run([sys.argv[1]], input=b'a' * 300_000, capture_output=True).stdout.count(b'a'))"
    )
    assert confined(done, cat, means=means, starts=[cat]) == ["300000"]


@kernel_only
@with_landlock
def test_no_other_program_is_started_nor_through_the_loader() -> None:
    cat, true = (os.path.realpath(str(shutil.which(name))) for name in ("cat", "true"))
    done = """
        tried(subprocess.run, ["/bin/sh", "-c", "echo started"])
        tried(subprocess.run, [sys.executable, "-c", "print('started')"])
        print(subprocess.run([sys.argv[2], sys.argv[1]], capture_output=True).returncode != 0)
        """
    loader = landlock._loader(cat)[0]
    assert (
        subprocess.run([loader, true], check=False).returncode == 0
    )  # which starts what it is given, elsewhere
    assert confined(done, true, loader, starts=[cat]) == ["refused", "refused", "True"]


@kernel_only
@with_landlock
def test_what_is_started_is_held_as_well(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("secret")
    cat = os.path.realpath(str(shutil.which("cat")))
    done = """
        for path in sys.argv[2:]:
            print(subprocess.run([sys.argv[1], path], capture_output=True).stdout.decode() or "nothing")
        """
    paths = (tmp_path / "secret_key", "/etc/passwd", "/proc/self/environ", "/proc/1/status")
    assert confined(done, cat, *paths, starts=[cat]) == ["nothing"] * 4


HEADERS = (
    (0, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", r"#define __NR_(\w+) (\d+)"),
    (1, "/usr/include/asm-generic/unistd.h", r"#define __NR(?:3264)?_(\w+) (\d+)"),
)


@pytest.mark.parametrize(("column", "header", "pattern"), HEADERS, ids=["x86-64", "ARM64"])
def test_the_numbers_are_those_of_the_kernel(column: int, header: str, pattern: str) -> None:
    if not Path(header).exists():
        pytest.skip(f"{header} comes with linux-libc-dev")
    theirs = {name: int(number) for name, number in re.findall(pattern, Path(header).read_text())}
    theirs["newfstatat"] = theirs.get("newfstatat", theirs.get("fstatat", -1))  # its two names
    ours = ALLOWED_CALLS | PROCESS_CALLS | FILTERED_CALLS | ABSENT_CALLS
    assert {name: numbers[column] for name, numbers in ours.items()} == {
        name: theirs.get(name) for name in ours
    }


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
    monkeypatch.setattr(reading_child, "CHILD_PROGRAM", STARTS.format(pipe=str(pipe), then=then))
    answer, _ended_well = call_confined(
        "any:thing", b"", seconds=1, memory_mb=512, patience=3, most=1_000_000
    )
    assert set(answer) <= set(b"x")
    os.set_blocking(other_end, True)
    with os.fdopen(other_end, "rb") as said:
        assert said.read() == b""  # the pipe's end: whoever held the other side is gone, and said nothing
