# expect: exited
# exit: 0
# stdout: [1.0] 3.0
# seconds: 3
import signal
import time

begin = time.monotonic()
seen = []
signal.signal(signal.SIGALRM, lambda *_: seen.append(round(time.monotonic() - begin, 1)))
signal.alarm(1)
time.sleep(3)
print(seen, round(time.monotonic() - begin, 1))
