import time

URLS = ["https://httpbin.org/delay/2", "https://httpbin.org/delay/1", "https://example.com/1.jpg"]
SIZES = [3_000_000, 3_000_000, 3_000_000]


def download(url):
    pass  # fetch the URL


def compute(n):
    pass  # add up the squares of all numbers below n


def with_threads(work, inputs):
    pass  # one thread for each input, all started before the first is joined


def with_processes(work, inputs):
    pass  # the same with processes


if __name__ == "__main__":
    start = time.perf_counter()
    with_threads(download, URLS)
    print(f"I/O, threads: {time.perf_counter() - start:.2f} s")
    # ... and the same for the other three
