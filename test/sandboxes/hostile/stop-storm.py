# expect: timed-out-real | cpu-exceeded
# limits: realMs=600
# Sixty processes, each call of which stops for the supervisor: its limits must hold while stops never cease.
import os

for _ in range(50):
    if os.fork() == 0:
        break
while True:
    os.getrandom(1)
