# expect: exited
# stdout-contains: refused: ['EPERM', 'EPERM', 'EPERM', 'EPERM', 'EPERM', 'EPERM', 'EPERM', 'EPERM']
# ptrace of oneself and of others, memory of others, descriptors of others.
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Name of the error of a system call, or its result."""
    ctypes.set_errno(0)
    result = libc.syscall(number, *[ctypes.c_long(one) if isinstance(one, int) else one for one in arguments])
    return errno.errorcode[ctypes.get_errno()] if result == -1 else result


child = os.fork()
if child == 0:
    while True:
        os.waitid(os.P_ALL, 0, os.WEXITED) if False else os.sched_yield()
PTRACE, READ, WRITE, GETFD, KCMP = 101, 310, 311, 438, 312
seen = [
    call(PTRACE, 0, 0, 0, 0),
    call(PTRACE, 16, child, 0, 0),
    call(PTRACE, 0x4206, child, 0, 0),
    call(PTRACE, 16, 1, 0, 0),
    call(READ, child, 0, 0, 0, 0, 0),
    call(WRITE, child, 0, 0, 0, 0, 0),
    call(GETFD, os.pidfd_open(child), 1, 0),
    call(KCMP, child, os.getpid(), 0, 0, 0),
]
os.kill(child, 9)
print("refused:", seen)
