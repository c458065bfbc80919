"""What a process that reads strangers' files may no longer do: reach the network, write a file, take without bound."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys


def confine(seconds: int, memory_mb: int) -> None:
    """Hold this process, and each one it starts, to `seconds` of processor and `memory_mb` of memory, without network
    and without writing, making, changing or removing a file. Call it before a second thread begins; it can't be undone.

    On Linux (x86-64 and ARM64) the kernel itself refuses, by a seccomp filter that needs no privilege and that passes
    to every process started from here. Elsewhere Python refuses to open a socket, or a file for writing: that holds
    our own code and its libraries in Python, neither a fault in a library in C nor a process started from here.
    Windows has no such limits of processor and memory: there the parent's patience alone is the limit.
    """
    _limit(seconds, memory_mb)
    if not _filter():
        sys.addaudithook(_refuse)


def _limit(seconds: int, memory_mb: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, soft, hard in (
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_AS, memory_mb << 20, memory_mb << 20),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, most = resource.getrlimit(what)
        if most != resource.RLIM_INFINITY:  # never above what this process was already held to
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(what, (soft, hard))


# -- The kernel's refusal: seccomp(2), linux/seccomp.h, linux/filter.h ----------------------------------------------

# Calls refused whatever their arguments, by their numbers on x86-64 and on ARM64 (None: not there), which are those of
# asm/unistd_64.h. io_uring would open sockets and files without a call; the ptrace family would use another process.
_REFUSED: tuple[tuple[int | None, int | None], ...] = (
    (41, 198), (53, 199), (42, 203), (49, 200), (50, 201),  # socket, socketpair, connect, bind, listen
    (43, 202), (288, 242), (44, 206), (46, 211), (307, 269),  # accept, accept4, sendto, sendmsg, sendmmsg
    (425, 425), (426, 426), (427, 427),  # io_uring_setup, io_uring_enter, io_uring_register
    (101, 117), (310, 270), (311, 271), (438, 438),  # ptrace, process_vm_readv, process_vm_writev, pidfd_getfd
    (85, None), (76, 45), (77, 46), (285, 47), (304, 265),  # creat, truncate, ftruncate, fallocate, open_by_handle_at
    (87, None), (263, 35), (84, None),  # unlink, unlinkat, rmdir
    (82, None), (264, 38), (316, 276),  # rename, renameat, renameat2
    (83, None), (258, 34), (133, None), (259, 33),  # mkdir, mkdirat, mknod, mknodat
    (86, None), (265, 37), (88, None), (266, 36),  # link, linkat, symlink, symlinkat
    (90, None), (91, 52), (268, 53), (452, 452),  # chmod, fchmod, fchmodat, fchmodat2
    (92, None), (94, None), (93, 55), (260, 54),  # chown, lchown, fchown, fchownat
    (132, None), (235, None), (261, None), (280, 88),  # utime, utimes, futimesat, utimensat
    (188, 5), (189, 6), (190, 7), (197, 14), (198, 15), (199, 16),  # setxattr, removexattr and the like
)  # fmt: skip
# Its flags stand in memory, where no filter sees them: said not to exist, and the C library does without.
_OPENAT2 = 437
_OPENING: tuple[tuple[tuple[int, int], ...], ...] = (
    ((2, 1), (257, 2)),  # open(path, flags), openat(folder, path, flags)
    ((56, 2),),
)
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # AUDIT_ARCH_*
_X32 = 0x40000000  # from here on, the second numbering of calls that x86-64 has

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE = 0, 4  # where struct seccomp_data holds them; argument n is at 16 + 8 n
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NO_NEW_PRIVILEGES, _SECCOMP, _BY_FILTER = 38, 22, 2


def _filter() -> bool:
    """Have the kernel refuse from now on; False where it can't."""
    if sys.platform != "linux" or os.uname().machine not in _ARCHITECTURES or sys.maxsize < 2**32:
        return False

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    steps = _program(*_ARCHITECTURES[os.uname().machine])
    program = Program(len(steps), b"".join(struct.pack("=HBBI", *step) for step in steps))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SECCOMP, _BY_FILTER, ctypes.addressof(program), 0, 0) == 0)


def _program(column: int, architecture: int) -> list[tuple[int, int, int, int]]:
    """The filter's steps: (code, steps skipped if true, steps skipped if not, operand)."""
    refuse = (_RETURN, 0, 0, _ERROR | errno.EACCES)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), refuse,
        (_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), refuse,
        (_EQUAL, 0, 1, _OPENAT2), (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
    ]  # fmt: skip
    for numbers in _REFUSED:
        number = numbers[column]
        if number is not None:
            steps += [(_EQUAL, 0, 1, number), refuse]
    for number, flags in _OPENING[column]:
        steps += [
            (_EQUAL, 0, 4, number), (_LOAD, 0, 0, 16 + 8 * flags), (_ANY_BIT, 0, 1, _WRITING), refuse,
            (_RETURN, 0, 0, _ALLOW),
        ]  # fmt: skip
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Python's refusal, where the kernel's is missing: an audit hook (PEP 578)."""
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    if event == "open":
        path, _mode, flags = arguments  # a path that is a number is a pipe or a file that is open already
        refused = not isinstance(path, int) and isinstance(flags, int) and bool(flags & writing)
    else:
        refused = event.startswith("socket.")
    if refused:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
