# expect: exited
# stdout-contains: sleeping is seen
# seconds: 2
# Undumpable, another name, with brackets and line breaks, no death signal, all of prctl.
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

PRCTL = 157
call(PRCTL, 4, 0, 0, 0, 0)
call(PRCTL, 15, ctypes.c_char_p(b") R 1 (\n)S"), 0, 0, 0)
for option in range(1, 80):
    if option not in (1, 15, 22, 23, 24, 26, 59):
        call(PRCTL, option, 1, 0, 0, 0)
call(PRCTL, 22, 1, 0, 0, 0)
time.sleep(2)
print("sleeping is seen")
