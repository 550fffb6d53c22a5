# expect: exited
# exit: 0
# stdout: [1, 2, 3] True
import time
from concurrent.futures import ProcessPoolExecutor, as_completed


def work(seconds):
    time.sleep(seconds)
    return seconds


if __name__ == "__main__":
    begin = time.monotonic()
    with ProcessPoolExecutor(3) as pool:
        jobs = [pool.submit(work, seconds) for seconds in (3, 1, 2)]
        print([job.result() for job in as_completed(jobs)], 3 <= time.monotonic() - begin < 3.15)
