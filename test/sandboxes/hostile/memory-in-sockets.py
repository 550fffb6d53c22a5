# expect: exited | out-of-memory
# limits: cpuMs=3000
# Kernel memory: whatever fits into the buffers of as many sockets as there are descriptors.
import os
import socket

for _ in range(8):
    if os.fork() == 0:
        break
keep = []
try:
    while True:
        pair = socket.socketpair()
        keep.append(pair)
        for end in pair:
            end.setblocking(False)
            try:
                while True:
                    end.send(b"x" * 65536)
            except BlockingIOError:
                pass
except OSError as error:
    print(error)
