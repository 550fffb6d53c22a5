# expect-fail: event-loop
import asyncio
import threading

import aiohttp


async def fetch(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        print(len(await response.read()))


threads = [
    threading.Thread(target=lambda url=url: asyncio.run(fetch(url)))
    for url in ("https://httpbin.org/delay/2", "https://httpbin.org/delay/1")
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
