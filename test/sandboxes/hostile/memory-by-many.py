# expect: out-of-memory
# Each stays far below the limit; together they pass it.
import os
import time

for _ in range(12):
    if os.fork() == 0:
        block = bytearray(os.urandom(1)) * 40_000_000
        time.sleep(20)
        os._exit(0)
time.sleep(25)
