# expect: exited
# stdout-contains: no terminal
# A bad address, a length beyond all memory, no terminal to write to.
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for address, length in ((8, 100), (1 << 62, 100), (0, 1 << 62), ((1 << 64) - 4096, 1 << 40)):
    libc.write(1, ctypes.c_void_p(address), ctypes.c_size_t(length))
    libc.writev(1, ctypes.c_void_p(address), ctypes.c_int(2000))
try:
    os.open("/dev/tty", os.O_WRONLY)
except OSError:
    print("no terminal")
