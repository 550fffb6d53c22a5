# expect: exited | timed-out-real | cpu-exceeded
# limits: realMs=800
# Descriptors of timers, as many as there can be, by the calls themselves (this Python has no os.timerfd_create).
import ctypes
import struct
import time

libc = ctypes.CDLL(None, use_errno=True)
made = 0
while (descriptor := libc.timerfd_create(1, 0)) >= 0:
    libc.timerfd_settime(descriptor, 0, struct.pack("qqqq", 0, 1000, 0, 1000), None)
    made += 1
time.sleep(0.01)
