"""The kernel's refusal by place: Landlock (linux/landlock.h, landlock(7)). Its calls have one number everywhere."""

from __future__ import annotations

import ctypes
import os
import re
import stat
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
# What each version of it is able to refuse on files, TCP ports, and beyond the process and what it starts.
_FILE_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 5: 0xFFFF}
_PORT_RIGHTS = {4: 0x3}  # bind, connect
_SCOPE_RIGHTS = {6: 0x3}  # abstract sockets, signals
FULL_VERSION = max(_SCOPE_RIGHTS)  # the first version that refuses all that is asked of it here
_LOADER = re.compile(rb"/[!-~]+/ld[!-~]*\.so\.\d+")  # PT_INTERP


def version() -> int:
    """Which Landlock this kernel has; 0: none, or it was not switched on."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_call(_CREATE_RULESET, None, 0, _VERSION)))


def restrict(reads: Iterable[str], starts: Iterable[str]) -> bool:
    """Have the kernel refuse, from now on and in each process started from here, every file but what lies beneath
    `reads`, to be read, and the programs `starts`, to be started; TCP, and signals to other processes, where it knows
    how. False where it can't. Needs PR_SET_NO_NEW_PRIVS."""
    newest = version()
    if not newest:
        return False
    rules = _ruleset(newest)
    if rules < 0:
        return False
    try:
        for path in reads:
            _allow_path(rules, path, _READ_FILE | _READ_DIR)
        for program in starts:
            for path in (program, *_loader(program)):
                _allow_path(rules, path, _READ_FILE | _EXECUTE)
        return _call(_RESTRICT_SELF, rules, 0) == 0
    finally:
        os.close(rules)


def _ruleset(newest: int) -> int:
    files, ports, scopes = (
        next((bits for since, bits in reversed(rights_by_version.items()) if since <= newest), 0)
        for rights_by_version in (_FILE_RIGHTS, _PORT_RIGHTS, _SCOPE_RIGHTS)
    )
    rules = _call(_CREATE_RULESET, struct.pack("=QQQ", files, ports, scopes), 24, 0)
    if rules < 0 and scopes:  # some kernels say that they are of version 6 without holding signals back
        rules = _call(_CREATE_RULESET, struct.pack("=QQQ", files, ports, 0), 24, 0)
    return int(rules)


def _allow_path(rules: int, path: str, rights: int) -> None:
    with suppress(OSError):  # what isn't there needs no rule
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not stat.S_ISDIR(os.fstat(place).st_mode):
                rights &= ~_READ_DIR
            _call(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
        finally:
            os.close(place)


def _loader(program: str) -> list[str]:
    """What the kernel starts in the place of a program that uses shared libraries."""
    with suppress(OSError), open(program, "rb") as file:
        name = _LOADER.search(file.read(4096))
        return [name[0].decode()] if name else []
    return []


def _call(number: int, *arguments: int | bytes | None) -> int:
    """syscall(2) with each argument as wide as a register."""
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    syscall.restype = ctypes.c_long
    c_arguments = [
        ctypes.c_long(argument) if isinstance(argument, int) else ctypes.c_char_p(argument)
        for argument in arguments
    ]
    return int(syscall(ctypes.c_long(number), *c_arguments))
