"""One process that starts the others, starts again what dies, and leaves nothing behind.

Plain Python without Django, so that it can be tried with any commands. Each child leads a process group of its own:
a Ctrl-C reaches only the supervisor, which then ends every group in order.
"""

import contextlib
import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 30.0
STEADY_SECONDS = 60.0  # a child that ran this long has recovered: its next restart is quick again
GRACE_SECONDS = 10.0
TURN_SECONDS = 0.25
REFUSED = 2  # the exit code of a child that no new start would help: it said why, and all ends

Say = Callable[[str], None]


@dataclass
class Child:
    """One command to keep running."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    delay: float = FIRST_DELAY_SECONDS
    due_at: float = 0.0


def say_on_stderr(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def end_with_parent(number: signal.Signals = signal.SIGTERM) -> Callable[[], None] | None:
    """What a child runs before its command: on Linux, ask for this signal when the parent itself is killed."""
    if not sys.platform.startswith("linux"):
        return None
    libc, parent, set_parent_death_signal = ctypes.CDLL(None), os.getpid(), 1

    def tie() -> None:
        libc.prctl(set_parent_death_signal, number)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return tie


@dataclass
class Supervisor:
    children: list[Child]
    say: Say = say_on_stderr
    when_ready: Callable[[], bool] | None = None  # asked at each turn until it answers True
    stopping: bool = False
    code: int = 0
    _wake: tuple[int, int] = field(default=(-1, -1))

    def run(self) -> int:
        """Blocks until SIGTERM, SIGINT or SIGHUP, or until a child ends as REFUSED; then until every child has ended.
        Returns the exit code.
        """
        self._listen()
        try:
            while not self.stopping:
                self._turn()
                self._wait()
        finally:
            self._stop_all()
        return self.code

    def _listen(self) -> None:
        self._wake = os.pipe()
        for end in self._wake:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)  # only to wake up

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _wait(self) -> None:
        select.select([self._wake[0]], [], [], TURN_SECONDS)
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake[0], 4096)

    def _turn(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                self._bury(child, now)
            if child.process is None and now >= child.due_at:
                self._start(child, now)
        if self.when_ready is not None and self.when_ready():
            self.when_ready = None

    def _start(self, child: Child, now: float) -> None:
        child.started_at = now
        child.process = subprocess.Popen(
            child.argv,
            env=None if child.env is None else dict(child.env),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent(),
        )
        self.say(f"{child.name}: started (process {child.process.pid})")

    def _bury(self, child: Child, now: float) -> None:
        assert child.process is not None
        code = child.process.returncode
        _signal_group(child.process.pid, signal.SIGKILL)  # what it may have left behind in its group
        child.process = None
        if code == REFUSED:
            self.code, self.stopping, child.due_at = REFUSED, True, float("inf")
            self.say(f"{child.name}: ended ({_how(code)}), it would not go better another time")
            return
        if now - child.started_at >= STEADY_SECONDS:
            child.delay = FIRST_DELAY_SECONDS
        child.due_at = now + child.delay
        self.say(f"{child.name}: ended ({_how(code)}), starting again in {child.delay:g} s")
        child.delay = min(child.delay * 2, LONGEST_DELAY_SECONDS)

    def _stop_all(self) -> None:
        running = [child for child in self.children if child.process is not None]
        for child in running:
            assert child.process is not None
            _signal_group(child.process.pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in running:
            assert child.process is not None
            try:
                child.process.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{child.name}: did not end by itself, ended by force")
            _signal_group(child.process.pid, signal.SIGKILL)
            child.process.wait()
            child.process = None
        self.say("stopped")


def _signal_group(pid: int, number: signal.Signals) -> None:
    """Signals the group that `pid` leads; nothing when the whole group has ended."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    return f"signal {signal.Signals(-code).name}"


def why_port_is_refused(host: str, port: int) -> str | None:
    """None when the address is free, else the system's reason in words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return None


def answers(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=0.2):
        return True
    return False
