"""The kernel's refusal by call: seccomp(2), linux/seccomp.h, linux/filter.h."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Sequence

# The system calls that a reading child may make, by their numbers on x86-64 (asm/unistd_64.h) and on ARM64
# (asm-generic/unistd.h); None where the architecture has no such call.

type Numbers = tuple[int | None, int | None]

ALLOWED_CALLS: dict[str, Numbers] = {
    # what is open already, pipes mostly
    "read": (0, 63), "readv": (19, 65), "pread64": (17, 67), "preadv": (295, 69), "lseek": (8, 62), "close": (3, 57),
    "write": (1, 64), "writev": (20, 66), "dup": (32, 23), "dup2": (33, None), "dup3": (292, 24),
    "close_range": (436, 436), "pipe": (22, None), "pipe2": (293, 59), "poll": (7, None), "ppoll": (271, 73),
    "select": (23, None), "pselect6": (270, 72), "epoll_create1": (291, 20), "epoll_ctl": (233, 21),
    "epoll_wait": (232, None), "epoll_pwait": (281, 22),
    # what files are: which may be opened is for Landlock
    "fstat": (5, 80), "stat": (4, None), "lstat": (6, None), "newfstatat": (262, 79), "statx": (332, 291),
    "statfs": (137, 43), "fstatfs": (138, 44), "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
    "readlink": (89, None), "readlinkat": (267, 78), "getdents64": (217, 61), "getcwd": (79, 17),
    "fadvise64": (221, 223),
    # its own memory
    "brk": (12, 214), "mmap": (9, 222), "munmap": (11, 215), "mremap": (25, 216), "mprotect": (10, 226),
    "madvise": (28, 233), "membarrier": (324, 283),
    # its own threads, signals and clocks
    "futex": (202, 98), "set_robust_list": (273, 99), "set_tid_address": (218, 96), "rseq": (334, 293),
    "sched_yield": (24, 124), "sched_getaffinity": (204, 123), "getcpu": (309, 168), "gettid": (186, 178),
    "arch_prctl": (158, None), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "restart_syscall": (219, 128), "alarm": (37, None), "setitimer": (38, 103),
    "getitimer": (36, 102), "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101), "gettimeofday": (96, 169), "time": (201, None), "times": (100, 153),
    "exit": (60, 93), "exit_group": (231, 94), "wait4": (61, 260), "waitid": (247, 95),
    # who and where it is
    "getpid": (39, 172), "getppid": (110, 173), "getpgid": (121, 155), "getpgrp": (111, None), "getsid": (124, 156),
    "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177), "getgroups": (115, 158),
    "getresuid": (118, 148), "getresgid": (120, 150), "getrlimit": (97, 163), "getrusage": (98, 165),
    "uname": (63, 160), "sysinfo": (99, 179), "getrandom": (318, 278),
}  # fmt: skip

# For a child that may start programs, beside the flags of `clone`.
PROCESS_CALLS: dict[str, Numbers] = {"fork": (57, None), "vfork": (58, None), "execve": (59, 221)}

# Allowed with certain arguments: see `seccomp`.
FILTERED_CALLS: dict[str, Numbers] = {
    "open": (2, None), "openat": (257, 56), "fcntl": (72, 25), "ioctl": (16, 29), "prctl": (157, 167),
    "prlimit64": (302, 261), "tgkill": (234, 131), "clone": (56, 220),
}  # fmt: skip

# Said not to exist, since a filter does not see arguments that stand in memory: the C library then does without.
ABSENT_CALLS: dict[str, Numbers] = {"clone3": (435, 435), "openat2": (437, 437), "epoll_pwait2": (441, 441)}
FIRST_UNKNOWN_CALL = (
    452  # from this number on, calls are younger than this list: said not to exist, as on an older kernel
)

type _Step = tuple[int, int, int, int]  # code, steps skipped if true, steps skipped if not, operand

_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # AUDIT_ARCH_*
_X32 = 0x40000000  # from here on, the second numbering of calls that x86-64 has

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE = 0, 4  # where struct seccomp_data holds them; argument n is at 16 + 8 n
_SECCOMP, _BY_FILTER = 22, 2

_WRITE_FLAGS = 0o1 | 0o2 | 0o100 | 0o1000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
_FCNTL_COMMANDS = (
    0,
    1,
    2,
    3,
    4,
    1030,
)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC: no owner, no lease
_IOCTL_REQUESTS = (
    0x5450,
    0x5451,
    0x5421,
    0x541B,
)  # FIONCLEX, FIOCLEX, FIONBIO, FIONREAD; a pipe answers no other
_PRCTL_OPTIONS = (
    15,
    16,
    0x53564D41,
)  # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA: of a thread, of a piece of memory
_THREAD_FLAG = 0x00010000  # CLONE_THREAD
_NAMESPACE_FLAGS = 0x7E020000  # CLONE_NEW*


def is_supported() -> bool:
    """Whether the calls of this processor are in `system_calls`."""
    return sys.platform == "linux" and os.uname().machine in _ARCHITECTURES and sys.maxsize >= 2**32


def restrict(*, starting: bool) -> bool:
    """Have the kernel refuse, from now on and in each process started from here, all but `system_calls`;
    False where it can't. `starting`: programs may be started. Needs PR_SET_NO_NEW_PRIVS."""
    if not is_supported():
        return False

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    steps = _program(*_ARCHITECTURES[os.uname().machine], starting)
    program = Program(len(steps), b"".join(struct.pack("=HBBI", *step) for step in steps))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)
    return bool(prctl(_SECCOMP, _BY_FILTER, ctypes.addressof(program), 0, 0) == 0)


def _program(column: int, architecture: int, starting: bool) -> list[_Step]:
    refused = _return_error(errno.EACCES)
    steps: list[_Step] = [
        (_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), refused,
        (_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), refused,
    ]  # fmt: skip
    for numbers in (ALLOWED_CALLS | PROCESS_CALLS if starting else ALLOWED_CALLS).values():
        steps += _for_call(numbers[column], [_ALLOW])
    for name, allowed in _arguments(starting).items():
        steps += _for_call(FILTERED_CALLS[name][column], allowed)
    for numbers in ABSENT_CALLS.values():
        steps += _for_call(numbers[column], [_return_error(errno.ENOSYS)])
    return [*steps, (_AT_LEAST, 0, 1, FIRST_UNKNOWN_CALL), _return_error(errno.ENOSYS), refused]


def _arguments(starting: bool) -> dict[str, list[_Step]]:
    """The calls that are allowed with some arguments, and the steps that look at these."""
    itself = os.getpid()
    return {
        "open": _allow_without_bits(1, _WRITE_FLAGS),
        "openat": _allow_without_bits(2, _WRITE_FLAGS),
        "fcntl": _allow_if_among(1, _FCNTL_COMMANDS),
        "ioctl": _allow_if_among(1, _IOCTL_REQUESTS, otherwise=errno.ENOTTY),
        "prctl": _allow_if_among(0, _PRCTL_OPTIONS),
        "prlimit64": _allow_if_among(0, (0, itself)),  # its own limits
        "tgkill": _allow_if_among(0, (itself,)),  # abort(3)
        "clone": _allow_without_bits(0, _NAMESPACE_FLAGS) if starting else _allow_with_bits(0, _THREAD_FLAG),
    }


_ALLOW: _Step = (_RETURN, 0, 0, 0x7FFF0000)


def _return_error(number: int) -> _Step:
    return (_RETURN, 0, 0, 0x00050000 | number)


def _for_call(number: int | None, then: list[_Step]) -> list[_Step]:
    """`then`, which ends by a return, for this call alone."""
    return [] if number is None else [(_EQUAL, 0, len(then), number), *then]


def _load_argument(place: int) -> _Step:
    return (_LOAD, 0, 0, 16 + 8 * place)  # its lower half: these are all ints


def _allow_if_among(place: int, values: Sequence[int], *, otherwise: int = errno.EACCES) -> list[_Step]:
    allowed = [step for value in values for step in ((_EQUAL, 0, 1, value), _ALLOW)]
    return [_load_argument(place), *allowed, _return_error(otherwise)]


def _allow_without_bits(place: int, bits: int) -> list[_Step]:
    return [_load_argument(place), (_ANY_BIT, 0, 1, bits), _return_error(errno.EACCES), _ALLOW]


def _allow_with_bits(place: int, bits: int) -> list[_Step]:
    return [_load_argument(place), (_ANY_BIT, 0, 1, bits), _ALLOW, _return_error(errno.EACCES)]
