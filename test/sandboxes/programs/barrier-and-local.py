# expect: exited
# exit: 0
# stdout: [0, 1, 2, 3] 2.0
# seconds: 2
import threading
import time

barrier = threading.Barrier(4)
local = threading.local()
seen = []


def work(number):
    local.number = number
    time.sleep(number / 1.5)
    barrier.wait()
    seen.append((local.number, round(time.monotonic() - begin, 1)))


begin = time.monotonic()
threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(number for number, _ in seen), {time for _, time in seen}.pop())
