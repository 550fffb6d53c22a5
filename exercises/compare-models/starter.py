import time

URLS = [
    "https://httpbin.org/delay/2",
    "https://httpbin.org/delay/1",
    "https://example.com/1.jpg",
]


def download_with_threads(urls):
    pass  # one thread for each URL, all started before the first is joined


def download_with_processes(urls):
    pass  # the same with processes


async def download_with_asyncio(urls):
    pass  # one coroutine for each URL, all given to one gather


if __name__ == "__main__":
    start = time.perf_counter()
    download_with_threads(URLS)
    print(f"threads: {time.perf_counter() - start:.2f} s")
    # ... and the same for processes and asyncio
