# expect: out-of-memory
import mmap

block = mmap.mmap(-1, 1 << 30)
for at in range(0, len(block), 4096):
    block[at] = 1
