# expect: exited
# exit: 0
# stdout: True
# seconds: 0.06
import time

begin = time.monotonic()
for _ in range(50):
    time.sleep(0)
    time.sleep(0.001)
print(0.05 <= time.monotonic() - begin < 0.1)
