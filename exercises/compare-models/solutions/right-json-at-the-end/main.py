import asyncio
import json
import threading
import time
from multiprocessing import Process, Queue

import httpx

ADDRESSES = [
    "https://api.example.com/users",
    "https://api.example.com/posts",
    "https://api.example.com/comments",
]
RESULTS = {}


def timed(function):
    def wrapper(*args):
        started = time.monotonic()
        function(*args)
        RESULTS[function.__name__] = time.monotonic() - started

    return wrapper


def into_queue(address, queue):
    queue.put(httpx.get(address).text)


@timed
def with_threads():
    texts = []
    threads = [
        threading.Thread(target=lambda a=a: texts.append(httpx.get(a).text), daemon=True) for a in ADDRESSES
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == len(ADDRESSES)


@timed
def with_processes():
    queue = Queue()
    processes = [Process(target=into_queue, args=(a, queue)) for a in ADDRESSES]
    for process in processes:
        process.start()
    texts = [queue.get() for _ in processes]
    for process in processes:
        process.join()
    assert len(texts) == len(ADDRESSES)


@timed
def with_asyncio():
    async def run():
        async with httpx.AsyncClient() as client:
            return await asyncio.gather(*map(client.get, ADDRESSES))

    assert len(asyncio.run(run())) == len(ADDRESSES)


if __name__ == "__main__":
    with_asyncio()
    with_threads()
    with_processes()
    print(json.dumps(RESULTS))
