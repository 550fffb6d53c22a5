# expect: deadlocked
# A sleep on the CPU clock of a process that uses none while it sleeps.
import ctypes
import struct

ctypes.CDLL(None).syscall(230, 2, 0, struct.pack("qq", 0, 1000), 0)
