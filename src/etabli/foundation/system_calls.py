"""The system calls that a reading child may make, by their numbers on x86-64 (asm/unistd_64.h) and on ARM64
(asm-generic/unistd.h); None where the architecture has no such call.

It is a list of what is allowed. What stays out, with what it would open: sockets and io_uring (the network, the daemons
of this machine); whatever makes, changes, moves or removes a file; kill and its like, setpriority, sched_setaffinity
(the service itself); ptrace, process_vm_readv, process_madvise, kcmp, pidfd_open, pidfd_getfd (its memory and what it
holds open); shmget, msgget, semget, mq_open (what other processes share); memfd_create and execveat (a program that is
no file); add_key, keyctl, request_key (keys); bpf, perf_event_open, userfaultfd, mount, unshare, setns,
open_by_handle_at, and the rest of the kernel that no reader of documents asks for, where its own faults are.
"""

type Numbers = tuple[int | None, int | None]

ALLOWED: dict[str, Numbers] = {
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
STARTING: dict[str, Numbers] = {"fork": (57, None), "vfork": (58, None), "execve": (59, 221)}

# Allowed with certain arguments: see `seccomp`.
FILTERED: dict[str, Numbers] = {
    "open": (2, None), "openat": (257, 56), "fcntl": (72, 25), "ioctl": (16, 29), "prctl": (157, 167),
    "prlimit64": (302, 261), "tgkill": (234, 131), "clone": (56, 220),
}  # fmt: skip

# Said not to exist, since a filter does not see arguments that stand in memory: the C library then does without.
ABSENT: dict[str, Numbers] = {"clone3": (435, 435), "openat2": (437, 437), "epoll_pwait2": (441, 441)}
LATER = 452  # from this number on, calls are younger than this list: said not to exist, as on an older kernel
