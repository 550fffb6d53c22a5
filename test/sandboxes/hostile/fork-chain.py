# expect: cpu-exceeded | timed-out-real
# limits: cpuMs=300 realMs=1500
# Never more than two processes, never the same ones: each forks the next and ends.
import os

while True:
    if os.fork() > 0:
        os._exit(0)
