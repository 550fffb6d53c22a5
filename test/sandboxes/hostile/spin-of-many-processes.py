# expect: cpu-exceeded
# limits: cpuMs=400
import os

for _ in range(5):
    os.fork()
while True:
    pass
