# expect: exited
# stdout-contains: everything refused
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Name of the error of a system call, or its result."""
    ctypes.set_errno(0)
    result = libc.syscall(number, *[ctypes.c_long(one) if isinstance(one, int) else one for one in arguments])
    return errno.errorcode[ctypes.get_errno()] if result == -1 else result


calls = {
    "mount": (165, b"none", b"/tmp", b"tmpfs", 0, 0), "umount2": (166, b"/tmp", 2), "pivot_root": (155, b"/", b"/"), "chroot": (161, b"/box"),
    "setns": (308, 0, 0), "unshare": (272, 0x10000000), "unshare-net": (272, 0x40000000), "unshare-files": (272, 0x400),
    "move_mount": (429, 0, b"/", 0, b"/tmp", 0), "open_tree": (428, -100, b"/", 1), "fsopen": (430, b"tmpfs", 0), "fsmount": (432, 0, 0, 0),
    "mount_setattr": (442, -100, b"/", 0, 0, 0), "open_by_handle_at": (304, -100, 0, 0), "name_to_handle_at": (303, -100, b"/box", 0, 0, 0),
    "keyctl": (250, 0, -3, 0, 0, 0), "add_key": (248, b"user", b"k", b"v", 1, -3), "request_key": (249, b"user", b"k", 0, -3),
    "bpf": (321, 0, 0, 0), "perf_event_open": (298, 0, 0, -1, -1, 0), "io_uring_setup": (425, 8, 0), "io_uring_enter": (426, 0, 0, 0, 0, 0),
    "userfaultfd": (323, 0), "seccomp": (317, 1, 0, 0), "prctl-seccomp": (157, 22, 2, 0, 0, 0), "personality": (135, 0xffffffff),
    "syslog": (103, 3, 0, 0), "reboot": (169, 0xfee1dead, 672274793, 0, 0), "init_module": (175, 0, 0, b""), "finit_module": (313, 0, b"", 0),
    "kexec_load": (246, 0, 0, 0, 0), "swapon": (167, b"/box/f", 0), "acct": (163, 0), "quotactl": (179, 0, 0, 0, 0), "iopl": (172, 3), "ioperm": (173, 0, 8, 1),
    "modify_ldt": (154, 0, 0, 0), "settimeofday": (164, 0, 0), "clock_settime": (227, 0, 0), "adjtimex": (159, 0), "sethostname": (170, b"x", 1),
    "setdomainname": (171, b"x", 1), "vmsplice": (278, 1, 0, 0, 0), "fanotify_init": (300, 0, 0), "memfd_secret": (447, 0), "clone3": (435, 0, 0),
    "timer_create": (222, 0, 0, 0), "process_madvise": (440, 0, 0, 0, 0, 0), "vhangup": (153,), "mknod": (133, b"/box/n", 0o020666, 259),
    "pidfd_getfd": (438, 0, 0, 0), "lookup_dcookie": (212, 0, 0, 0), "clone-user": (56, 0x10000000 | 17, 0, 0, 0, 0),
    "clone-net": (56, 0x40000000 | 17, 0, 0, 0, 0), "clone-pid": (56, 0x20000000 | 17, 0, 0, 0, 0), "clone-untraced": (56, 0x00800000 | 17, 0, 0, 0, 0),
    "x32-getpid": (0x40000000 + 39,), "x32-write": (0x40000001, 1, b"x", 1), "nonsense": (100_000,), "minus-one": (-1,),
}
granted = {}
for name, (number, *arguments) in calls.items():
    result = call(number, *[ctypes.c_char_p(one) if isinstance(one, bytes) else one for one in arguments])
    if result not in ("EPERM", "ENOSYS", "EACCES"):
        granted[name] = result
print("granted", granted) if granted else print("everything refused")
