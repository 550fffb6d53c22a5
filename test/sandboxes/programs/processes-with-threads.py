# expect: exited
# exit: 0
# stdout: 9 2.0
# seconds: 2.04
import multiprocessing
import threading
import time


def work(count):
    threads = [threading.Thread(target=time.sleep, args=(2,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with count.get_lock():
        count.value += 3


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    count = context.Value("i", 0)
    begin = time.monotonic()
    workers = [context.Process(target=work, args=(count,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(count.value, round(time.monotonic() - begin, 1))
