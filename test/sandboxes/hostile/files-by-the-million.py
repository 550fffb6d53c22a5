# expect: out-of-memory | cpu-exceeded | exited
# limits: cpuMs=1000
# Empty files: no bytes, but memory of the kernel.
import os

try:
    for number in range(10_000_000):
        os.close(os.open(f"/tmp/{number}", os.O_CREAT))
except OSError as error:
    print(error)
