# expect: exited
# exit: 0
# stdout: 1.5
# seconds: 1.5
# The kernel carries microseconds into seconds (select(2)); a program written in C may rely on it.
import ctypes
import struct
import time

begin = time.monotonic()
ctypes.CDLL(None).syscall(23, 0, None, None, None, struct.pack("qq", 0, 1_500_000))
print(round(time.monotonic() - begin, 1))
