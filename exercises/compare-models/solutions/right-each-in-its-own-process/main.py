# Every model is measured in a process of its own, so that none warms anything up for the next.
import asyncio
import subprocess
import sys
import threading
import time
from datetime import timedelta
from multiprocessing import Process

import aiohttp
import requests

URLS = ["https://httpbin.org/delay/1", "https://httpbin.org/delay/1?again=yes"]


def get(url):
    requests.get(url)


def threads():
    ts = [threading.Thread(target=get, args=(u,)) for u in URLS]
    [t.start() for t in ts]
    [t.join() for t in ts]


def processes():
    ps = [Process(target=get, args=(u,)) for u in URLS]
    [p.start() for p in ps]
    [p.join() for p in ps]


def coroutines():
    async def fetch(session, url):
        async with session.get(url) as response:
            await response.read()

    async def main():
        async with aiohttp.ClientSession() as session:
            await asyncio.gather(*(fetch(session, url) for url in URLS))

    asyncio.run(main())


if __name__ == "__main__":
    if len(sys.argv) == 2:
        model = {"threads": threads, "processes": processes, "coroutines": coroutines}[sys.argv[1]]
        start = time.perf_counter()
        model()
        print(sys.argv[1], "took", timedelta(seconds=time.perf_counter() - start), flush=True)
    else:
        for name in ("threads", "processes", "coroutines"):
            subprocess.run([sys.executable, __file__, name], check=True)
