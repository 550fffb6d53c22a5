# expect: exited | out-of-memory
# limits: cpuMs=3000
# One page out of every 2 MiB: as much memory for page tables as for the pages themselves.
import mmap
import os

for _ in range(30):
    if os.fork() == 0:
        break
block = mmap.mmap(-1, 7 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)
for at in range(0, len(block), 2 << 20):
    block[at]
