# expect: cpu-exceeded | timed-out-real
# limits: cpuMs=400 realMs=1200
import time

while True:
    time.sleep(0)
