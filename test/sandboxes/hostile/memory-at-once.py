# expect: out-of-memory
block = bytearray(600_000_000)
for at in range(0, len(block), 4096):
    block[at] = 1
