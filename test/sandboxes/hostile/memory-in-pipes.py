# expect: exited | out-of-memory
# limits: cpuMs=3000
import fcntl
import os

for _ in range(8):
    if os.fork() == 0:
        break
keep = []
try:
    while True:
        reading, writing = os.pipe2(os.O_NONBLOCK)
        keep.append((reading, writing))
        try:
            fcntl.fcntl(writing, 1031, 1 << 20)
        except OSError:
            pass
        try:
            while True:
                os.write(writing, b"x" * 65536)
        except BlockingIOError:
            pass
except OSError as error:
    print(error)
