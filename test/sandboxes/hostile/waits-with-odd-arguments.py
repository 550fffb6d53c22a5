# expect: exited
# stdout-contains: done
# limits: realMs=5000
# Times that are negative, too large, at bad addresses; sets of a thousand descriptors.
import ctypes
import struct

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
times = [struct.pack("qq", *pair) for pair in ((-1, 0), (0, -1), (0, 10**9), (0, 2**62), (-(2**63), 2**63 - 1))]
buffer = ctypes.create_string_buffer(1 << 16)
for time in [*times, ctypes.c_void_p(8), ctypes.c_void_p(2**63)]:
    libc.syscall(35, time, 0)
    libc.syscall(230, 1, 0, time, 0)
    libc.syscall(230, 1, 1, time, ctypes.c_void_p(8))
    libc.syscall(202, buffer, 0, 0, time, 0, 0)
    libc.syscall(202, buffer, 9, 0, time, 0, 0xFFFFFFFF)
    libc.syscall(271, buffer, 0, time, 0, 8)
    libc.syscall(128, buffer, 0, time, 8)
    libc.syscall(270, 0, 0, 0, 0, time, 0)
    libc.syscall(441, 5, buffer, 10, time, 0, 8)
    libc.syscall(38, 0, time, 0)
    libc.syscall(286, 5, 0, time, 0)
libc.syscall(23, 1 << 30, buffer, buffer, buffer, struct.pack("qq", 0, 1000))
libc.syscall(23, 1024, buffer, ctypes.c_void_p(8), buffer, struct.pack("qq", 0, 1000))
libc.syscall(7, ctypes.c_void_p(8), 1 << 30, 10)
libc.syscall(230, 99, 0, struct.pack("qq", 0, 1000), 0)
for number in (96, 201, 228, 318, 204, 1, 20, 42, 44, 46, 36, 37):
    libc.syscall(number, ctypes.c_void_p(8), ctypes.c_void_p(8), ctypes.c_void_p(8), ctypes.c_void_p(8), ctypes.c_void_p(8), ctypes.c_void_p(8))
    libc.syscall(number, -1, -1, -1, -1, -1, -1)
print("done")
