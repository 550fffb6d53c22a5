"""Downloads a few files in four ways and prints a table."""
import asyncio
import concurrent.futures as cf
import time

import httpx
import requests

urls = [f"https://httpbin.org/bytes/{size}" for size in (1000, 2000, 3000, 4000)]


def get(url: str) -> int:
    return len(requests.get(url, timeout=30).content)


def one_by_one() -> int:
    return sum(get(url) for url in urls)


def threads() -> int:
    with cf.ThreadPoolExecutor(max_workers=len(urls)) as pool:
        return sum(pool.map(get, urls))


def processes() -> int:
    with cf.ProcessPoolExecutor(max_workers=len(urls)) as pool:
        return sum(pool.map(get, urls))


def event_loop() -> int:
    async def main() -> int:
        async with httpx.AsyncClient(timeout=30) as client:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(client.get(url)) for url in urls]
        return sum(len(task.result().content) for task in tasks)

    return asyncio.run(main())


if __name__ == "__main__":
    print(f"{'model':<12} | {'bytes':>6} | {'seconds':>8}")
    for name, work in (
        ("sequential", one_by_one),
        ("threading", threads),
        ("processing", processes),
        ("asyncio", event_loop),
    ):
        begin = time.perf_counter()
        size = work()
        print(f"{name:<12} | {size:>6} | {time.perf_counter() - begin:>8.3f}")
