# expect: exited
# stdout-contains: the shared page holds
# The page that carries virtual time: whatever a program does to its own copy, the report's times are the supervisor's.
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Name of the error of a system call, or its result."""
    ctypes.set_errno(0)
    result = libc.syscall(number, *[ctypes.c_long(one) if isinstance(one, int) else one for one in arguments])
    return errno.errorcode[ctypes.get_errno()] if result == -1 else result


import mmap
import re
import time

lines = [line for line in open("/proc/self/maps") if "/.clock" in line]
shared = next(line for line in lines if line.split()[1].endswith("s"))
first, last = (int(word, 16) for word in shared.split()[0].split("-"))
before = ctypes.string_at(first, 4096)[24:40]
held = call(10, first, 4096, 7) in ("EACCES", "EPERM")
try:
    with open("/proc/self/mem", "r+b", buffering=0) as memory:
        memory.seek(first + 8)
        memory.write(b"\xff" * 8)
    held = False
except OSError:
    pass
for flags in (os.O_RDWR, os.O_WRONLY):
    try:
        os.open("/.clock", flags)
        held = False
    except OSError:
        pass
try:
    mmap.mmap(os.open("/.clock", os.O_RDONLY), 4096, flags=mmap.MAP_SHARED, prot=mmap.PROT_WRITE | mmap.PROT_READ)
    held = False
except OSError:
    pass
held = held and ctypes.string_at(first, 4096)[24:40] == before
time.sleep(1)
print("the shared page holds" if held else "the shared page was changed")
