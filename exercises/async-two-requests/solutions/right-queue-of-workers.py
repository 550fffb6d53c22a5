# expect: all
import asyncio

import aiohttp


async def worker(queue, session, results):
    while not queue.empty():
        url = queue.get_nowait()
        async with session.get(url) as response:
            results[url] = await response.json()
        queue.task_done()


async def main():
    queue = asyncio.Queue()
    for url in ("https://httpbin.org/delay/1?api=one", "https://httpbin.org/delay/1?api=two"):
        queue.put_nowait(url)
    results = {}
    async with aiohttp.ClientSession() as session:
        workers = [asyncio.create_task(worker(queue, session, results)) for _ in range(2)]
        await asyncio.gather(*workers)
    for url, result in results.items():
        print(url, result["args"])


asyncio.run(main())
