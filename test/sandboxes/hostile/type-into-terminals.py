# expect: exited
# stdout-contains: ['refused', 'refused']
import fcntl
import os
import pty

seen = []
master, slave = pty.openpty()
for descriptor in (master, slave):
    try:
        fcntl.ioctl(descriptor, 0x5412, b"x")
        seen.append("typed")
    except OSError:
        seen.append("refused")
print(seen)
