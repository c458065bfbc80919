"""What a process that reads strangers' files may no longer do: see what is ours, reach the network or another process,
write a file, take without bound."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from etabli.foundation import landlock, seccomp

_NO_NEW_PRIVILEGES, _DUMPABLE = 38, 4
_CAPABILITIES_VERSION_3, _DAC_READ_SEARCH = 0x20080522, 2


def confine(seconds: int, memory_mb: int, *, reads: Sequence[str], starts: Sequence[str] = ()) -> None:
    """Hold this process, and each one it starts, to `seconds` of processor and `memory_mb` of memory; to the files that
    lie beneath `reads`, to be read, and to the programs `starts`, by their full paths. No network, no file written,
    made, changed or removed, no signal to another process. Call it before a second thread begins; it can't be undone.

    On Linux the kernel itself refuses, without any privilege: a seccomp filter (x86-64 and ARM64) by what is asked for,
    Landlock by which file. Both pass to every process started from here. Where one of them lacks, Python refuses in its
    stead: that holds our own code and its libraries in Python, neither a fault in a library in C nor a process started
    from here. Windows has no such limits of processor and memory: there the parent's patience alone is the limit.
    """
    _limit(seconds, memory_mb)
    _drop_privileges()
    places_held = landlock.restrict(reads, starts)
    calls_held = seccomp.restrict(starting=bool(starts))
    if not (places_held and calls_held):
        sys.addaudithook(_AuditHook(() if places_held else reads, starts))


def close_to_others() -> None:
    """Close this process's memory, environment and descriptors to the other processes of its user, as /proc and ptrace
    show them (PR_SET_DUMPABLE, Linux): what holds secrets calls it as it starts. It passes to what is forked."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DUMPABLE, 0, 0, 0, 0)


def _limit(seconds: int, memory_mb: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for resource_kind, soft, hard in (
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_AS, memory_mb << 20, memory_mb << 20),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, most = resource.getrlimit(resource_kind)
        if most != resource.RLIM_INFINITY:  # never above what this process was already held to
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(resource_kind, (soft, hard))


def _drop_privileges() -> None:
    """No program started from here gives a right; and where root reads, it keeps one of its own alone: to open the
    libraries, whoever owns them. The others would open the memory of every process, or raise the limits again."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION_3, 0)
    capabilities = (
        ctypes.c_uint32 * 6
    )()  # effective, permitted, inheritable; then the same for the capabilities from 32 on
    if libc.capget(header, capabilities) == 0:
        dac_read_search = capabilities[1] & (1 << _DAC_READ_SEARCH)
        libc.capset(header, (ctypes.c_uint32 * 6)(dac_read_search, dac_read_search))


class _AuditHook:
    """Python's refusal, where a part of the kernel's is missing: an audit hook (PEP 578)."""

    _WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    _STARTING = ("subprocess.Popen", "os.posix_spawn", "os.exec")
    _REFUSED = ("os.kill", "os.killpg", "os.system", "os.fork", "os.forkpty")

    def __init__(self, reads: Sequence[str], starts: Sequence[str]) -> None:
        """Without `reads`, the kernel sees to what is read."""
        self._reads = [Path(path).resolve() for path in reads]
        self._starts = starts

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            refused = self._opening(*arguments)
        elif event in self._STARTING:
            refused = arguments[0] not in self._starts
        else:
            refused = event.startswith("socket.") or event in self._REFUSED
        if refused:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def _opening(self, path: object, _mode: object, flags: object) -> bool:
        if isinstance(path, int) or not isinstance(path, str | bytes | os.PathLike):
            return False  # a pipe, or a file that is open already
        if isinstance(flags, int) and flags & self._WRITING:
            return True
        opened = Path(os.path.realpath(os.fsdecode(path)))
        return bool(self._reads) and not any(
            place == opened or place in opened.parents for place in self._reads
        )
