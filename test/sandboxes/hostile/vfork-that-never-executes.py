# expect: exited
# stdout-contains: came back after 2.0 s
# The child shares its parent's memory and keeps it stopped; its waits are virtual all the same.
import ctypes
import time

libc = ctypes.CDLL(None, use_errno=True)
begin = time.monotonic()
CLONE_VM, CLONE_VFORK, SIGCHLD = 0x100, 0x4000, 17
stack = ctypes.create_string_buffer(1 << 16)
child = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(lambda _: libc.usleep(2_000_000))
libc.clone(child, ctypes.c_void_p(ctypes.addressof(stack) + 65520), CLONE_VM | CLONE_VFORK | SIGCHLD, None)
print(f"came back after {time.monotonic() - begin:.1f} s")
