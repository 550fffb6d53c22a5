# expect: cpu-exceeded
# limits: cpuMs=300
import time

last = time.monotonic()
while True:
    now = time.monotonic()
    assert now >= last, (last, now)
    last = now
