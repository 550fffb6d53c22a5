# expect: exited
# exit: 0
# stdout: never
# Many processes come and go, and every one of them looks at the clock all the time; they also compare with each other.
import multiprocessing
import time


def look(last):
    worst = 0
    for _ in range(3000):
        now = time.monotonic()
        with last.get_lock():
            worst = min(worst, now - last.value)
            last.value = max(now, last.value)
    return worst


def own(times):
    last = time.monotonic()
    for _ in range(times):
        now = time.monotonic()
        if now < last:
            raise SystemExit(1)
        last = now


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    last = context.Value("d", 0)
    wrong = 0
    for count in (1, 4, 2, 6, 1):
        workers = [context.Process(target=own, args=(60_000,)) for _ in range(count)]
        for worker in workers:
            worker.start()
        own(20_000)
        for worker in workers:
            worker.join()
            wrong += worker.exitcode
    print("never" if wrong == 0 else f"in {wrong} processes")
