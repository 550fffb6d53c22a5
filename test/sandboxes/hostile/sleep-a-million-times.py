# expect: timed-out-real | cpu-exceeded
# limits: realMs=800
import time

while True:
    time.sleep(1e-6)
