# expect: signalled
# signal: SIGKILL
# limits: realMs=4000
# Process 1 of the jail is bubblewrap's, not observed as the program's are: code is put into its memory that forks for ever,
# and an orphan wakes it. It is ended at its first call.
import os
import struct
import time

at = int(open("/proc/1/syscall").read().split()[-1], 16)
code = b"\xb8\x39\x00\x00\x00\x0f\x05\xeb\xf7"
with open("/proc/1/mem", "r+b", buffering=0) as memory:
    memory.seek(at)
    memory.write(code)
if os.fork() == 0:
    if os.fork() == 0:
        os._exit(0)
    os._exit(0)
os.wait()
while True:
    time.sleep(0)
