# expect: exited
# exit: 0
# stdout: 2.0
# seconds: 2
import threading
import time

semaphore = threading.BoundedSemaphore(3)


def work():
    with semaphore:
        time.sleep(1)


begin = time.monotonic()
threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(round(time.monotonic() - begin, 1))
