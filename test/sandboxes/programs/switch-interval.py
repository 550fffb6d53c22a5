# expect: exited
# exit: 0
# stdout: True
# A shorter time slice of the interpreter's lock is no time that passes.
import sys
import threading
import time

sys.setswitchinterval(1e-5)
count = 0


def work():
    global count
    for _ in range(20_000):
        count += 1


begin, cpu = time.monotonic(), time.process_time()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(abs((time.monotonic() - begin) - (time.process_time() - cpu)) < 0.05)
