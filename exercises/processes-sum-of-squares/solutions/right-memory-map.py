# expect: all
import mmap, os, struct
m = mmap.mmap(-1, 32)
pids = []
for k in range(4):
    pid = os.fork()
    if pid == 0:
        s = 0
        for i in range(25*k+1, 25*k+26): s += i**2
        m[8*k:8*k+8] = struct.pack("q", s)
        os._exit(0)
    pids.append(pid)
for p in pids: os.waitpid(p, 0)
print(sum(struct.unpack("4q", m[:])))
