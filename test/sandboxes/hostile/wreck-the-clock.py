# expect: exited | signalled
# seconds: 3.5
# Unmaps the pages of the clock, maps its own in their place, forks over them: only its own time is wrong.
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Name of the error of a system call, or its result."""
    ctypes.set_errno(0)
    result = libc.syscall(number, *[ctypes.c_long(one) if isinstance(one, int) else one for one in arguments])
    return errno.errorcode[ctypes.get_errno()] if result == -1 else result


import time

pages = [[int(word, 16) for word in line.split()[0].split("-")] for line in open("/proc/self/maps") if "/.clock" in line]
time.sleep(2)
if os.fork() == 0:
    private = pages[1][0]
    call(10, private, 4096, 3)
    ctypes.memset(private, 0xff, 4096)
    time.sleep(0.5)
    if os.fork() == 0:
        os._exit(0)
    for first, last in pages:
        call(11, first, last - first)
    os._exit(0)
os.wait()
time.sleep(1)
os._exit(0)
